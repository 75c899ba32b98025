namespace MbimEmulator.Mutation.Running;

/// <summary>A test project, copied beside its build with the changed assemblies in it.</summary>
internal sealed class TestProject
{
    /// <summary>Those whose tests may notice a change in the core, the nearest first.</summary>
    public static readonly IReadOnlyList<string> Names = ["MbimProtocol.Tests", "MbimEmulator.Tests", "MbimClient.Tests", "MbnConformance.Tests"];

    private TestProject(string name, string folder)
    {
        Name = name;
        Folder = folder;
    }

    public string Name { get; }

    public string Folder { get; }

    public IReadOnlyList<string> Tests { get; set; } = [];

    /// <summary>What each test came by and how long it took, by its place in <see cref="Tests"/>; a test that failed without any change is not in it.</summary>
    public Dictionary<int, TestOutcome> Reach { get; } = [];

    public static TestProject Copy(string root, string name, IReadOnlyDictionary<string, byte[]> images)
    {
        var built = Path.Combine(root, "tests", name, "bin", "Release", "net10.0");
        var folder = Path.Combine(root, "tests", "Mutation", "obj", "run", name);
        if (!File.Exists(Path.Combine(built, name + ".dll")))
        {
            throw new FileNotFoundException($"{name} is not built: dotnet build emulator.sln -c Release comes first.", Path.Combine(built, name + ".dll"));
        }

        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        foreach (var (assembly, image) in images.Where(image => File.Exists(Path.Combine(built, image.Key + ".dll"))))
        {
            File.WriteAllBytes(Path.Combine(folder, assembly + ".dll"), image);
        }

        File.Copy(typeof(TestProject).Assembly.Location, Path.Combine(folder, "Mutation.dll"), overwrite: true);
        return new(name, folder);
    }

    /// <summary>Whether its tests run with this assembly.</summary>
    public bool Uses(string assembly) => File.Exists(Path.Combine(Folder, assembly + ".dll"));

    /// <summary>The tests that come by a switch, the quick ones first.</summary>
    public List<int> TestsOf(Mutant mutant, IReadOnlyCollection<int> nearby) => [.. Reach.Values
        .Where(test => test.Reached!.AsSpan().BinarySearch(mutant.Id) >= 0 || (mutant.IsStatic && nearby.Any(id => test.Reached.AsSpan().BinarySearch(id) >= 0)))
        .OrderBy(test => test.Milliseconds)
        .Select(test => test.Test)];
}
