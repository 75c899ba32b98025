namespace Documentation.Tests;

/// <summary>
/// The examples in documentation comments compile. An editor adds the using lines, so they are left out; the names in <see cref="ExampleContext"/> are there.
/// </summary>
internal sealed class ExampleTests
{
    private static readonly string Usings = string.Join('\n', ExampleContext.Namespaces.Append($"static {typeof(ExampleContext)}").Select(name => $"using {name};"));

    private static IEnumerable<Snippet> All => Snippets.OfSources.Select(example => example with { Usings = $"{Usings}\n{OwnNamespace(example)}" });

    [TestCaseSource(nameof(All))]
    public void It_compiles(Snippet example) => Assert.That(new CompiledSnippet(example).Complaints, Is.Empty);

    // Windows' own shapes are not among the rest.
    private static string OwnNamespace(Snippet example) => Path.GetDirectoryName(example.File) switch
    {
        "src/MbimClient/Mbn" => "using MbimClient.Mbn;",
        "src/MbimClient/WinRT" => "using MbimClient.WinRT;",
        _ => "",
    };
}
