package com.example.notes

import dev.rungs.Down
import dev.rungs.Migration
import dev.rungs.Up

/** Its SQL is in `src/main/resources`. */
@Migration(version = 2)
@Up(file = "add_tags.up.sql")
@Down(file = "add_tags.down.sql")
class AddTags
