package com.example.notes

import dev.rungs.testing.MigrationFixture
import dev.rungs.testing.MigrationFixture.row
import dev.rungs.testing.MigrationTests
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.util.stream.Stream

class MigrationTest {
    /** Every migration, with its step, on generated rows. */
    @TestFactory
    fun migrations(): Stream<DynamicTest> = MigrationTests.of(MigrationRegistry.INSTANCE)

    @Test
    fun `the step gives slugs to the notes of an earlier release`() {
        MigrationFixture.at(MigrationRegistry.INSTANCE, 1)
            .sql("INSERT INTO notes (id, body) VALUES (1, 'Buy milk!'), (2, '')")
            .migrate()
            .assertRows("SELECT id, slug FROM notes ORDER BY id", row(1, "buy-milk"), row(2, ""))
    }
}
