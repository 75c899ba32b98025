using System.Text.Json;

namespace MbimEmulator.Testing.Tests;

internal sealed class DependencyTests
{
    [TestCase("MbimEmulator.Testing")]
    [TestCase("MbimEmulator.Testing.NUnit")]
    public void The_resolved_graph_has_no_web_server_and_no_generic_host(string project)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "src", project, "obj", "project.assets.json")));

        var libraries = assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name).ToArray();
        Assert.That(libraries, Has.Some.StartsWith("MbimEmulator/"));
        Assert.That(libraries.Where(IsUnwanted), Is.Empty);
        var frameworks = assets.RootElement.GetProperty("project").GetProperty("frameworks").EnumerateObject().Select(framework => framework.Value).ToList();
        Assert.That(frameworks, Is.Not.Empty);
        Assert.That(
            frameworks.SelectMany(framework => framework.GetProperty("frameworkReferences").EnumerateObject()).Select(each => each.Name),
            Is.All.EqualTo("Microsoft.NETCore.App"));
    }

    private static bool IsUnwanted(string library) =>
        library.StartsWith("Microsoft.AspNetCore", StringComparison.OrdinalIgnoreCase)
        || library.StartsWith("Microsoft.Extensions.Hosting", StringComparison.OrdinalIgnoreCase)
        || library.StartsWith("MbimEmulator.Endpoints", StringComparison.OrdinalIgnoreCase)
        || library.StartsWith("MbimEmulator.Hosting", StringComparison.OrdinalIgnoreCase)
        || library.StartsWith("Serilog", StringComparison.OrdinalIgnoreCase);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "emulator.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
