package com.example.notes

import dev.rungs.VersionedSchema

/** An object: the constant becomes a static field, which is where the processor looks for it. */
@VersionedSchema
object NotesSchema {
    const val CURRENT_VERSION = 3
}
