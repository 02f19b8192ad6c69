package com.example;

import dev.rungs.Migration;
import dev.rungs.Up;

@Migration(version = 2)
@Up(file = "drop_tag.sql")
final class DropTag {}
