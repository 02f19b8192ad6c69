package com.example.notes

import dev.rungs.runtime.Migrator
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.sql.DriverManager

class MigrationTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `the step gives slugs to the notes of an earlier release`() {
        val file = folder.resolve("notes.db")
        Migrator.builder(MigrationRegistry.INSTANCE.upTo(1)).build().migrate(file)
        DriverManager.getConnection("jdbc:sqlite:$file").use { connection ->
            connection.createStatement().use { it.executeUpdate("INSERT INTO notes (body) VALUES ('Buy milk!')") }
        }

        val report = Migrator.builder(MigrationRegistry.INSTANCE).build().migrate(file)

        assertEquals(listOf(2, 3), report.applied().map { it.version() })
        DriverManager.getConnection("jdbc:sqlite:$file").use { connection ->
            connection.createStatement().use { statement ->
                statement.executeQuery("SELECT slug FROM notes").use { rows ->
                    rows.next()
                    assertEquals("buy-milk", rows.getString(1))
                }
            }
        }
    }
}
