package dev.rungs.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which folder has the migrations of another tool, and how to read it. */
final class FolderOptions {
  @Parameters(paramLabel = "DIR", description = "The folder that has the migrations.")
  Path folder;

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      description =
          "Of which tool they are, if names and marks do not tell: flyway, golang-migrate, sqlx,"
              + " goose, sql-migrate, dbmate, diesel, prisma, drizzle, refinery, sqldelight,"
              + " mybatis, liquibase, rungs or plain.")
  String layout;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "In which order they run: tool (default), number (2 before 10) or name (10 before 2).")
  String order;

  @Option(
      names = "--placeholder",
      paramLabel = "NAME=VALUE",
      description = "The value of a placeholder of Flyway. Default: 1.")
  Map<String, String> placeholders;

  @Option(
      names = "--function",
      paramLabel = "NAME/ARGUMENTS",
      description =
          "A function that the program registers, as distance/4 or 'median/1 aggregate'; -1 for any"
              + " number of arguments. Repeat it for more.")
  List<String> functions = List.of();

  @Option(
      names = "--collation",
      paramLabel = "NAME",
      description = "A collation that the program registers. Repeat it for more.")
  List<String> collations = List.of();

  @Option(
      names = "--tokenizer",
      paramLabel = "NAME",
      description =
          "A tokenizer of full-text search that the program registers. Repeat it for more.")
  List<String> tokenizers = List.of();
}
