package dev.rungs.examples.graphcache;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node.TreeTraversal;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithName;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import dev.rungs.examples.graphcache.SourceGraph.Edge;
import dev.rungs.examples.graphcache.SourceGraph.EdgeKind;
import dev.rungs.examples.graphcache.SourceGraph.Node;
import dev.rungs.examples.graphcache.SourceGraph.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the graph of a Java source.
 *
 * <p>It sees syntax, not types: a call is known by its name and the number of its arguments. For
 * use by one thread.
 */
final class JavaReader {
  private final JavaParser parser =
      new JavaParser(
          new ParserConfiguration()
              .setLanguageLevel(ParserConfiguration.LanguageLevel.BLEEDING_EDGE)
              .setAttributeComments(false));

  /** Returns the graph of a source; empty if it is not Java. */
  Optional<SourceGraph> read(String source) {
    ParseResult<CompilationUnit> parsed = parser.parse(source);
    return parsed.isSuccessful() ? parsed.getResult().map(JavaReader::graph) : Optional.empty();
  }

  private static SourceGraph graph(CompilationUnit unit) {
    List<Node> nodes = new ArrayList<>();
    String packageName = unit.getPackageDeclaration().map(NodeWithName::getNameAsString).orElse("");
    List<Edge> types = new ArrayList<>();
    for (TypeDeclaration<?> type : unit.getTypes()) {
      types.add(new Edge(EdgeKind.CONTAINS, qualify(packageName, type.getNameAsString())));
      List<Edge> imports =
          unit.getImports().stream()
              .map(i -> new Edge(EdgeKind.IMPORTS, i.getNameAsString()))
              .toList();
      addType(nodes, packageName, type, imports);
    }
    unit.getPackageDeclaration()
        .ifPresent(
            declaration ->
                nodes.add(
                    0,
                    new Node(
                        NodeKind.PACKAGE,
                        "",
                        packageName,
                        line(declaration),
                        "package " + packageName,
                        types)));
    return new SourceGraph(nodes);
  }

  private static void addType(
      List<Node> nodes, String owner, TypeDeclaration<?> type, List<Edge> imports) {
    String qualified = qualify(owner, type.getNameAsString());
    List<Edge> edges = new ArrayList<>(imports);
    supertypes(type).forEach(t -> edges.add(new Edge(EdgeKind.EXTENDS, t.getNameWithScope())));
    List<Node> members = new ArrayList<>();
    for (var member : type.getMembers()) {
      if (member instanceof TypeDeclaration<?> nested) {
        edges.add(new Edge(EdgeKind.CONTAINS, qualify(qualified, nested.getNameAsString())));
        addType(members, qualified, nested, List.of());
      } else if (member instanceof CallableDeclaration<?> callable) {
        Node method = method(qualified, callable);
        edges.add(new Edge(EdgeKind.CONTAINS, qualify(qualified, method.name())));
        members.add(method);
      }
    }
    nodes.add(
        new Node(NodeKind.TYPE, owner, type.getNameAsString(), line(type), signature(type), edges));
    nodes.addAll(members);
  }

  private static Node method(String owner, CallableDeclaration<?> callable) {
    List<Edge> calls =
        callable.stream(TreeTraversal.PREORDER)
            .flatMap(JavaReader::callee)
            .distinct()
            .map(callee -> new Edge(EdgeKind.CALLS, callee))
            .toList();
    return new Node(
        NodeKind.METHOD,
        owner,
        callable.getNameAsString() + "/" + callable.getParameters().size(),
        line(callable),
        callable.getDeclarationAsString(false, false, true).strip(),
        calls);
  }

  private static Stream<String> callee(com.github.javaparser.ast.Node node) {
    if (node instanceof MethodCallExpr call) {
      return Stream.of(call.getNameAsString() + "/" + call.getArguments().size());
    }
    if (node instanceof ObjectCreationExpr call) {
      return Stream.of(call.getType().getNameAsString() + "/" + call.getArguments().size());
    }
    return Stream.empty();
  }

  private static Stream<ClassOrInterfaceType> supertypes(TypeDeclaration<?> type) {
    if (type instanceof ClassOrInterfaceDeclaration declaration) {
      return Stream.of(declaration.getExtendedTypes(), declaration.getImplementedTypes())
          .flatMap(NodeList::stream);
    }
    if (type instanceof EnumDeclaration declaration) {
      return declaration.getImplementedTypes().stream();
    }
    if (type instanceof RecordDeclaration declaration) {
      return declaration.getImplementedTypes().stream();
    }
    return Stream.empty();
  }

  private static String signature(TypeDeclaration<?> type) {
    String kind = "class";
    if (type.isEnumDeclaration()) {
      kind = "enum";
    } else if (type.isRecordDeclaration()) {
      kind = "record";
    } else if (type.isAnnotationDeclaration()) {
      kind = "@interface";
    } else if (type instanceof ClassOrInterfaceDeclaration declaration
        && declaration.isInterface()) {
      kind = "interface";
    }
    return kind + " " + type.getNameAsString();
  }

  private static String qualify(String owner, String name) {
    return owner.isEmpty() ? name : owner + "." + name;
  }

  private static int line(com.github.javaparser.ast.Node node) {
    return node.getBegin().map(position -> position.line).orElse(1);
  }
}
