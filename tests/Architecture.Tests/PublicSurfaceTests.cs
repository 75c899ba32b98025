using System.Reflection;
using System.Text.RegularExpressions;
using MbimEmulator;
using MbimEmulator.Hosting;
using MbimEmulator.Testing;
using MbimProtocol;
using PublicApiGenerator;

namespace Architecture.Tests;

/// <summary>What the packed assemblies offer is a file each, so that it changes only on purpose.</summary>
public sealed partial class PublicSurfaceTests
{
    private const string Update = "UPDATE_PUBLIC_SURFACE";

    private static readonly Assembly[] Packed =
    [
        typeof(MbimExVersion).Assembly, typeof(MbimClient.MbimDevice).Assembly, typeof(ModemGroup).Assembly, typeof(EmulatorHost).Assembly,
        Assembly.Load("MbimEmulator.Endpoints"), typeof(EmulatedModem).Assembly, Assembly.Load("MbimEmulator.Testing.Endpoints"), Assembly.Load("MbimEmulator.Testing.NUnit"),
    ];

    // They may only become fewer.
    private static readonly string[] NamespacesToRename = [];

    private static IEnumerable<string> Names => Packed.Select(assembly => assembly.GetName().Name!);

    [TestCaseSource(nameof(Names))]
    public void The_public_surface_is_what_its_file_says(string name)
    {
        var path = Repository.PathOf("tests", "Architecture.Tests", "PublicSurface", name + ".txt");
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false, ExcludeAttributes = ["System.CodeDom.Compiler.GeneratedCodeAttribute"] };
        var written = NewLines().Replace(Packed.Single(assembly => assembly.GetName().Name == name).GeneratePublicApi(options), "\n") + "\n";
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, written);
        }

        Assert.That(
            File.Exists(path) ? File.ReadAllText(path) : "", Is.EqualTo(written),
            $"The public surface of {name} changed. If that is meant: {Update}=1 dotnet test tests/Architecture.Tests, and commit the file with the change.");
    }

    [Test]
    public void No_namespace_ends_in_the_name_of_a_public_type()
    {
        var types = Packed.SelectMany(assembly => assembly.GetExportedTypes()).ToList();
        var names = types.Select(type => type.Name).ToHashSet();
        var clashes = types.Select(type => type.Namespace!).Distinct().Where(ns => names.Contains(ns[(ns.LastIndexOf('.') + 1)..])).Order(StringComparer.Ordinal);
        Assert.That(clashes, Is.EqualTo(NamespacesToRename));
    }

    [GeneratedRegex("\r?\n")]
    private static partial Regex NewLines();
}
