package com.example.notes

import dev.rungs.Down
import dev.rungs.Migration
import dev.rungs.Up
import dev.rungs.runtime.MigrationStep
import java.sql.Connection

/** The step runs after the SQL, in the same transaction. */
@Migration(version = 3)
@Up("ALTER TABLE notes ADD COLUMN slug TEXT;")
@Down("ALTER TABLE notes DROP COLUMN slug;")
class AddSlugs : MigrationStep {
    override fun up(connection: Connection) {
        val slugs = mutableMapOf<Long, String>()
        connection.createStatement().use { statement ->
            statement.executeQuery("SELECT id, body FROM notes").use { rows ->
                while (rows.next()) slugs[rows.getLong(1)] = slug(rows.getString(2))
            }
        }
        connection.prepareStatement("UPDATE notes SET slug = ? WHERE id = ?").use { update ->
            for ((id, slug) in slugs) {
                update.setString(1, slug)
                update.setLong(2, id)
                update.executeUpdate()
            }
        }
    }

    private fun slug(text: String) =
        text.lowercase().replace(Regex("[^a-z0-9]+"), "-").trim('-')
}
