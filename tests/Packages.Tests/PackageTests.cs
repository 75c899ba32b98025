using System.Xml.Linq;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Packages.Tests;

/// <summary>The packages as their users get them.</summary>
internal sealed class PackageTests
{
    private static readonly string[] Libraries =
    [
        "MbimProtocol", "MbimClient", "MbimEmulator", "MbimEmulator.Endpoints", "MbimEmulator.Hosting", "MbimEmulator.Testing", "MbimEmulator.Testing.Endpoints",
        "MbimEmulator.Testing.NUnit",
    ];

    private static readonly string[] NotForNet8 = ["MbimEmulator.Endpoints", "MbimEmulator.Hosting", "MbimEmulator.Testing.Endpoints"];

    private static readonly string[] Users = ["NUnitUser", "XunitUser", "MSTestUser"];

    private static readonly string[] TestsOnNet8 =
    [
        "Passed nunituser There_is_no_sim", "Passed nunituser A_scan_takes_no_real_time", "Passed nunituser The_modem_is_busy_once",
        "Passed nunituser Coverage_is_lost_and_regained", "Passed nunituser Somebody_pulls_the_sim_and_an_answer_comes_twice", "Failed nunituser This_one_fails",
        "Passed nunituser A_scenario_runs_on_the_runtime_of_the_target",
    ];

    private static readonly string[] TestsOfOthers =
    [
        "Passed xunituser There_is_no_sim", "Passed xunituser A_scenario_runs_on_the_runtime_of_the_target",
        "Passed mstestuser There_is_no_sim", "Passed mstestuser A_scenario_runs_on_the_runtime_of_the_target",
    ];

    private PackageFeed _feed = null!;

    [OneTimeSetUp]
    public async Task PackAsync() => _feed = await PackageFeed.PackAsync();

    [OneTimeTearDown]
    public void Remove() => _feed?.Dispose();

    [Test]
    public void There_are_these_packages_and_no_others() =>
        Assert.That(
            Directory.GetFiles(_feed.Packages).Select(Path.GetFileName),
            Is.EquivalentTo(Libraries.Append("mbim-emulator").SelectMany(id => new[] { $"{id}.{_feed.Version}.nupkg", $"{id}.{_feed.Version}.snupkg" })));

    [TestCaseSource(nameof(Libraries))]
    public void A_library_has_its_code_documentation_symbols_readme_and_licence(string id)
    {
        var metadata = _feed.Metadata(id);
        Assert.That(metadata.Element("id")!.Value, Is.EqualTo(id));
        Assert.That(metadata.Element("description")!.Value, Has.Length.GreaterThan(20).And.Not.EqualTo("Package Description"));
        Assert.That(metadata.Element("license")!.ToString(), Is.EqualTo("<license type=\"expression\">MIT</license>"));
        Assert.That(metadata.Element("readme")!.Value, Is.EqualTo("README.md"));
        foreach (var framework in NotForNet8.Contains(id) ? ["net10.0"] : new[] { "net8.0", "net10.0" })
        {
            Assert.That(_feed.Contents(id, "nupkg"), Is.SupersetOf(new[] { $"lib/{framework}/{id}.dll", $"lib/{framework}/{id}.xml" }));
            Assert.That(_feed.Contents(id, "snupkg"), Has.Member($"lib/{framework}/{id}.pdb"));
        }

        Assert.That(_feed.Contents(id, "nupkg").Count(file => file.EndsWith($"/{id}.dll", StringComparison.Ordinal)), Is.EqualTo(NotForNet8.Contains(id) ? 1 : 2));
    }

    [TestCaseSource(nameof(Libraries))]
    [TestCase("mbim-emulator")]
    public void A_package_says_where_it_comes_from_and_what_is_new(string id)
    {
        var metadata = _feed.Metadata(id);
        Assert.That(metadata.Element("projectUrl")!.Value, Is.EqualTo(PackageFeed.Address));
        Assert.That(metadata.Element("repository")!.Attribute("url")!.Value, Is.EqualTo(PackageFeed.Address));
        Assert.That(metadata.Element("repository")!.Attribute("type")!.Value, Is.EqualTo("git"));
        Assert.That(metadata.Element("releaseNotes")!.Value, Does.StartWith("## ").And.Contain("\n- ").And.Length.LessThan(35_000));
        Assert.That(metadata.Element("icon")!.Value, Is.EqualTo("icon.png"));
        Assert.That(_feed.Contents(id, "nupkg"), Is.SupersetOf(new[] { "README.md", "icon.png" }));
        if (Path.Exists(Path.Combine(PackageFeed.Root, ".git")))
        {
            Assert.That(metadata.Element("repository")!.Attribute("commit")!.Value, Does.Match("^[0-9a-f]{40}$"));
        }
    }

    [TestCaseSource(nameof(Libraries))]
    [TestCase("mbim-emulator")]
    public void Its_readme_is_its_own_and_needs_nothing_beside_it(string id)
    {
        var readme = _feed.Text(id, "README.md");
        Assert.That(readme, Does.StartWith($"# {id}\n"));
        Assert.That(readme, Does.Not.Match(@"\]\((?!https://)"), "a link into the repository leads nowhere on a package's page");
    }

    [TestCase("net8.0", "System.IO.Pipelines")]
    [TestCase("net10.0")]
    public void The_fixture_needs_no_web_server_and_no_test_framework(string framework, params string[] more) =>
        Assert.That(Needed("MbimEmulator.Testing", framework), Is.EquivalentTo(new[]
        {
            "MbimClient", "MbimEmulator", "MbimProtocol", "Microsoft.Extensions.Logging.Abstractions", "YamlDotNet",
        }.Concat(more)));

    [Test]
    public void The_nunit_layer_adds_nunit_alone_from_its_oldest_version_on()
    {
        Assert.That(Needed("MbimEmulator.Testing.NUnit").Except(Needed("MbimEmulator.Testing")), Is.EquivalentTo(new[] { "MbimEmulator.Testing", "NUnit" }));
        var nunit = _feed.Metadata("MbimEmulator.Testing.NUnit").Descendants("dependency").Where(each => each.Attribute("id")!.Value == "NUnit");
        Assert.That(nunit.Select(each => each.Attribute("version")!.Value).Distinct(), Is.EqualTo(new[] { "4.1.0" }));
    }

    [Test]
    public void Endpoints_bring_the_transports_of_the_web_server_and_no_logger_or_documentation() =>
        Assert.That(Needed("MbimEmulator.Testing.Endpoints").Except(Needed("MbimEmulator.Testing")), Is.EquivalentTo(new[]
        {
            "MbimEmulator.Testing", "MbimEmulator.Endpoints", "Microsoft.AspNetCore.App",
        }));

    [Test]
    public void A_package_of_ours_needs_the_others_in_its_own_version() =>
        Assert.That(
            Libraries.SelectMany(id => _feed.Metadata(id).Descendants("dependency")).Where(each => Libraries.Contains(each.Attribute("id")!.Value))
                .Select(each => each.Attribute("version")!.Value).Distinct(),
            Is.EqualTo(new[] { _feed.Version }));

    [Test]
    public void The_protocol_brings_the_generator_for_services_that_a_project_declares() =>
        Assert.That(_feed.Contents("MbimProtocol", "nupkg"), Has.Member("analyzers/dotnet/cs/MbimProtocol.Generators.dll"));

    [Test]
    public async Task A_project_with_the_protocol_alone_declares_a_service_of_its_own_and_reads_it()
    {
        var run = await _feed.RunAsync(Path.Combine(_feed.Projects, "VendorUser"), "dotnet", "run");
        PackageFeed.NeedSources(run);
        Assert.That(run.ExitCode, Is.Zero, run.ToString());
        Assert.That(run.Output.Trim(), Does.EndWith("INDICATE_STATUS tid=0 Vendor TEMPERATURE (1) {Sensor=2, Celsius=-7, Name=\"board\"}"), run.ToString());
    }

    [Test]
    public async Task New_projects_for_nunit_xunit_and_mstest_use_them()
    {
        var results = await TestAsync("net10.0", "4.6.1", Users, [.. TestsOnNet8, .. TestsOfOthers, "Passed nunituser Code_under_test_connects_to_a_socket"]);
        var journal = Directory.GetFiles(results, "*.journal.txt", SearchOption.AllDirectories).Single();
        Assert.That(Path.GetFileName(journal), Does.StartWith("NUnitUser.OtherModemTests.This_one_fails."));
        Assert.That(await File.ReadAllTextAsync(journal), Does.Contain("MBIM_EMULATOR_SEED=42").And.Contain("RADIO_STATE"));
        var capture = Directory.GetFiles(results, "*.pcapng", SearchOption.AllDirectories).Single();
        Assert.That(Path.GetFileName(capture), Does.StartWith("NUnitUser.OtherModemTests.This_one_fails."));
    }

    [TestCase("4.1.0")]
    [TestCase("5.0.0")]
    public async Task Other_versions_of_nunit_do_too(string version) =>
        await TestAsync("net10.0", version, ["NUnitUser"], [.. TestsOnNet8, "Passed nunituser Code_under_test_connects_to_a_socket"]);

    [Test]
    public async Task New_projects_for_net8_bring_its_runtime_and_use_them() =>
        await TestAsync("net8.0", "4.6.1", Users, [.. TestsOnNet8, .. TestsOfOthers]);

    private async Task<string> TestAsync(string framework, string nunit, string[] users, string[] expected)
    {
        var results = Path.Combine(_feed.Projects, $"results-{framework}-{nunit}-{users.Length}");
        foreach (var user in users)
        {
            // What another framework or version of NUnit has left is not taken for this one's.
            foreach (var left in new[] { "obj", "bin" }.Select(folder => Path.Combine(_feed.Projects, user, folder)).Where(Directory.Exists))
            {
                Directory.Delete(left, recursive: true);
            }

            var built = await _feed.RunAsync(
                _feed.Projects, "dotnet", "build", user, "-nologo", "-p:RunAnalyzers=false", $"-p:Framework={framework}", $"-p:NUnitVersion={nunit}");
            PackageFeed.NeedSources(built);
            Assert.That(built.ExitCode, Is.Zero, built.ToString());
        }

        string[] assemblies = [.. users.Select(user => Path.Combine(user, "bin", "Debug", framework, $"{user}.dll"))];
        var run = await _feed.RunAsync(
            _feed.Projects, ["dotnet", "test", .. assemblies, "--nologo", "--logger", "trx;LogFileName=all.trx", "--results-directory", results]);

        Assert.That(Path.Combine(results, "all.trx"), Does.Exist, run.ToString());
        var tests = ResultsOf(XDocument.Load(Path.Combine(results, "all.trx"))).ToList();
        Assert.That(tests.Select(test => $"{test.Outcome} {test.Name}"), Is.EquivalentTo(expected), run.ToString());
        var failed = tests.Single(test => test.Outcome == "Failed");
        Assert.That(failed.Text, Does.Contain("expected Command CONNECT Set with AccessString 'internet'").And.Contain("MBIM_EMULATOR_SEED=42"));
        return results;
    }

    [Test]
    [Platform("Linux,MacOsX")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_tool_is_installed_and_runs_what_the_guide_shows()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("my-tests"), "#!/bin/sh\n[ -S \"$MBIM_EMULATOR_SOCKET\" ] && echo tested\n");
        File.SetUnixFileMode(folder.File("my-tests"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.Copy(Path.Combine(_feed.Projects, "nuget.config"), folder.File("nuget.config"));
        var script = string.Join('\n', DocumentationTests.Snippets("sh").Where(snippet => !snippet.StartsWith("dotnet test", StringComparison.Ordinal) && !snippet.Contains(".venv", StringComparison.Ordinal)));

        var run = await _feed.RunAsync(folder.Path, "sh", "-e", "-c", _feed.WithVersion(script) + "wait $!\nls\n");

        PackageFeed.NeedSources(run);
        Assert.That(run.ExitCode, Is.Zero, run.ToString());
        Assert.That(run.Output.Split("tested\n"), Has.Length.EqualTo(3), run.ToString());
        Assert.That(run.Output, Does.Contain("modem0: the SIM is out").And.EndsWith("my-tests\nnuget.config\n"), run.ToString());
    }

    private static IEnumerable<(string Outcome, string Name, string Text)> ResultsOf(XDocument trx)
    {
        var names = trx.Root!.Name.Namespace;
        var projects = trx.Descendants(names + "UnitTest").ToDictionary(
            test => test.Attribute("id")!.Value, test => Path.GetFileNameWithoutExtension(test.Attribute("storage")!.Value));
        return trx.Descendants(names + "UnitTestResult").Select(result => (
            result.Attribute("outcome")!.Value,
            $"{projects[result.Attribute("testId")!.Value]} {result.Attribute("testName")!.Value.Split('.')[^1]}",
            result.Value));
    }

    // Everything that a project gets with the package: what is ours as it is packed, what others' packages bring is theirs.
    private SortedSet<string> Needed(string id, string framework = "net10.0")
    {
        var metadata = _feed.Metadata(id);
        SortedSet<string> needed = [.. metadata.Descendants("frameworkReference").Select(each => each.Attribute("name")!.Value)];
        var group = metadata.Element("dependencies")!.Elements("group").Single(each => each.Attribute("targetFramework")!.Value == framework);
        foreach (var dependency in group.Elements("dependency").Select(each => each.Attribute("id")!.Value))
        {
            needed.Add(dependency);
            if (Libraries.Contains(dependency))
            {
                needed.UnionWith(Needed(dependency, framework));
            }
        }

        return needed;
    }
}
