using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>
/// A new action, or a new trigger, is one file and one line: the rest of src knows none of them by name, but where rules are written as data.
/// </summary>
public sealed class ActionAndTriggerTests
{
    private const string Emulator = "src/MbimEmulator/";

    // The named faults and the rules of a recording are made of actions and triggers, as scenario files are.
    private static readonly string[] WritersOfRules = [Emulator + "NamedFaults/", Emulator + "Recording/"];

    private static readonly List<(string Path, CompilationUnitSyntax Root, HashSet<string> Names)> Sources = [.. Read()];

    [TestCase("FaultAction", "Scenarios/Actions/", "ActionKinds.cs", 20)]
    [TestCase("Trigger", "Scenarios/Triggers/", "TriggerKinds.cs", 11)]
    public void Each_is_a_file_of_its_name_and_is_named_by_its_registration_alone(string kind, string folder, string table, int least)
    {
        folder = Emulator + folder;
        var types = TypesOf(kind).ToList();
        Assert.That(types, Has.Count.GreaterThanOrEqualTo(least));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (type, file) in types)
            {
                Assert.That(file, Is.EqualTo($"{folder}{type}.cs"), $"{type} has no file of its own.");
                Assert.That(NamesOf(folder + table), Has.Member(type), $"{type} is not registered.");
                Assert.That(string.Join('\n', Naming(type).Except([file, folder + table]).Where(path => !IsPart(path, folder))), Is.Empty, $"These files know of {type}.");
            }
        }

        // An action may be made of others, such as a storm of notifications.
        bool IsPart(string path, string of) => types.Exists(other => other.File == path && path.StartsWith(of, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, CompilationUnitSyntax Root, HashSet<string> Names)> Read()
    {
        var root = Repository.PathOf();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (!path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            {
                var syntax = CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
                yield return (path, syntax, [.. syntax.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && !IsMethod(token)).Select(token => token.ValueText)]);
            }
        }
    }

    // A method may have the name of an action, such as SetAction of a command line.
    private static bool IsMethod(SyntaxToken token) =>
        token.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } member } name && member.Name == name;

    private static IEnumerable<(string Type, string File)> TypesOf(string kind) =>
        from source in Sources
        from type in source.Root.DescendantNodes().OfType<RecordDeclarationSyntax>()
        where type.BaseList?.Types.Any(of => of.Type is IdentifierNameSyntax name && name.Identifier.ValueText == kind) == true
        select (type.Identifier.ValueText, source.Path);

    private static HashSet<string> NamesOf(string path) => Sources.Single(source => source.Path == path).Names;

    private static IEnumerable<string> Naming(string type) =>
        Sources.Where(source => source.Names.Contains(type) && !WritersOfRules.Any(folder => source.Path.StartsWith(folder, StringComparison.Ordinal))).Select(source => source.Path);
}
