using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.PeerPrograms;

/// <summary>tests/Peers/fetch.sh, with an archive in a folder.</summary>
public sealed class FetchTests
{
    private readonly TemporaryFolder _folder = new();
    private PackageArchive _archive = null!;

    [SetUp]
    public async Task WriteArchiveAsync()
    {
        Peers.Need("apt-get", "dpkg-deb", "flock");
        _archive = new PackageArchive(_folder.Path);
        await _archive.AddAsync("newer", "peer", "2.0");
        await _archive.AddAsync("newer", "peer-lib", "2.1");

        // The script's cache is in the repository, so this one has a repository of its own.
        Directory.CreateDirectory(_folder.File("tests/Peers"));
        File.Copy(FetchedPeers.Script, _folder.File("tests/Peers/fetch.sh"));
        File.Copy(Path.Combine(Path.GetDirectoryName(FetchedPeers.Script)!, "release.sh"), _folder.File("tests/Peers/release.sh"));
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("sources.list", false)]
    [TestCase("parts/debian.list", false)]
    [TestCase("parts/debian.sources", true)]
    public async Task The_archive_is_the_one_of_the_systems_sources(string file, bool isStanza)
    {
        const string Others = "deb-src file:/nowhere newer main\n# deb file:/nowhere stable main\ndeb [trusted=yes] file:/nowhere/else stable main\n";
        _archive.Configure(("parts/aside.list", Others), (file, isStanza ? $"Types: deb\nURIs: file:/nowhere/at/all\nSuites: other\nComponents: main\n\n{_archive.Stanza}" : _archive.Line));

        var root = await FetchAsync("newer", "peer", "peer-lib");

        Assert.That(await File.ReadAllTextAsync(Path.Combine(root, "usr/bin/peer")), Is.EqualTo("2.0"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(root, "usr/bin/peer-lib")), Is.EqualTo("2.1"));
        Assert.That(await File.ReadAllTextAsync(_folder.File(".cache/peers/newer/peer/usr/bin/peer")), Is.EqualTo("2.0"));
    }

    [Test]
    public async Task A_version_is_unpacked_once_and_a_newer_one_beside_it()
    {
        _archive.Configure(("sources.list", _archive.Line));
        var first = await FetchAsync("newer", "peer");
        await File.WriteAllTextAsync(Path.Combine(first, "usr/bin/peer"), "kept");

        Assert.That(await FetchAsync("newer", "peer"), Is.EqualTo(first));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(first, "usr/bin/peer")), Is.EqualTo("kept"));

        await _archive.AddAsync("newer", "peer", "3.0");
        var second = await FetchAsync("newer", "peer");

        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(await File.ReadAllTextAsync(_folder.File(".cache/peers/newer/peer/usr/bin/peer")), Is.EqualTo("3.0"));
        Assert.That(File.Exists(Path.Combine(first, "usr/bin/peer")), Is.True, "what a test of the older version runs is still there");
    }

    [Test]
    public async Task Two_at_once_give_the_same_folder()
    {
        _archive.Configure(("sources.list", _archive.Line));

        var roots = await Task.WhenAll(FetchAsync("newer", "peer"), FetchAsync("newer", "peer"));

        Assert.That(roots[0], Is.EqualTo(roots[1]));
        Assert.That(Directory.GetDirectories(_folder.File(".cache/peers/newer"), "making.*"), Is.Empty);
    }

    [Test]
    public async Task The_lists_of_an_earlier_run_will_do_when_the_archive_is_away()
    {
        _archive.Configure(("sources.list", _archive.Line));
        var root = await FetchAsync("newer", "peer");
        Directory.Move(_folder.File("archive"), _folder.File("away"));

        Assert.That(await FetchAsync("newer", "peer"), Is.EqualTo(root));
    }

    [TestCase("newer does not have all of: nothing", "newer", "nothing")]
    [TestCase("have no release unknown, or are out of reach", "unknown", "peer")]
    [TestCase("'../newer' is no name of a release or a package", "../newer", "peer")]
    [TestCase("tests/Peers/fetch.sh RELEASE PACKAGE...", "newer")]
    public async Task What_cannot_be_had_is_said(string error, params string[] arguments)
    {
        _archive.Configure(("sources.list", _archive.Line));

        var result = await RunAsync(arguments);

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Contain(error), result.ToString());
    }

    [Test]
    public async Task Sources_without_the_systems_release_are_an_error_that_names_them()
    {
        _archive.Configure(("sources.list", "deb file:/nowhere other main\n"));

        var result = await RunAsync("newer", "peer");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(_folder.File("sources.list")).And.Contain("add one"), result.ToString());
    }

    private async Task<string> FetchAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        return result.Output.TrimEnd('\n').Split('\n')[^1];
    }

    private Task<ProcessResult> RunAsync(params string[] arguments) =>
        Programs.RunAsync([_folder.File("tests/Peers/fetch.sh"), .. arguments], input: null, _archive.Environment);
}
