package com.example.notes

import dev.rungs.runtime.AppDatabase
import java.nio.file.Path

/** Adds the notes of the command line to a file, and prints what is in it. */
fun main(args: Array<String>) {
    AppDatabase.open(Path.of(args[0]), MigrationRegistry.INSTANCE).use { db ->
        for (note in args.drop(1)) {
            val insert = db.prepare("INSERT INTO notes (body) VALUES (?)")
            insert.setString(1, note)
            insert.executeUpdate()
        }
        db.prepare("SELECT id, body FROM notes ORDER BY id").executeQuery().use { rows ->
            while (rows.next()) println("${rows.getLong(1)} ${rows.getString(2)}")
        }
    }
}
