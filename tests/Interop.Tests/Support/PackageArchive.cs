using System.Security.Cryptography;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>An archive of Debian packages in a folder, with the configuration of an apt that installs from it. One can also be the other kind of release.</summary>
internal sealed class PackageArchive(string folder)
{
    private static readonly string Codename = File.ReadLines("/etc/os-release").First(line => line.StartsWith("VERSION_CODENAME=", StringComparison.Ordinal))["VERSION_CODENAME=".Length..].Trim('"');

    private readonly List<string> _index = [];

    /// <summary>What the environment of apt has, so that it has the archive instead of the system's.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["APT_CONFIG"] = Path.Combine(folder, "apt.conf") };

    /// <summary>The line or the paragraph of sources that names the archive for the system's own release.</summary>
    public string Line => $"deb [trusted=yes] file:{folder}/archive {Codename} main contrib # the archive\n";

    /// <inheritdoc cref="Line"/>
    public string Stanza => $"# The archive.\nTypes: deb deb-src\nURIs: file:{folder}/archive\nSuites: {Codename}-updates\n  {Codename}\nComponents: main contrib\nTrusted: yes\n";

    /// <summary>Writes apt's sources: of these files, in the folder of sources or in its place.</summary>
    public void Configure(params (string Name, string Text)[] sources)
    {
        Directory.CreateDirectory(Path.Combine(folder, "parts"));
        foreach (var (name, text) in sources)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }

        File.WriteAllText(Path.Combine(folder, "apt.conf"), $"Dir::Etc::sourcelist \"{folder}/sources.list\";\nDir::Etc::sourceparts \"{folder}/parts\";\n");
    }

    /// <summary>Adds a package with one file, usr/bin/NAME, which has the version.</summary>
    public async Task AddAsync(string release, string name, string version)
    {
        var content = Path.Combine(folder, $"{name}-{version}");
        var pool = Path.Combine(folder, "archive", "pool");
        Directory.CreateDirectory(Path.Combine(content, "DEBIAN"));
        Directory.CreateDirectory(Path.Combine(content, "usr", "bin"));
        Directory.CreateDirectory(pool);
        var control = $"Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: test\n";
        await File.WriteAllTextAsync(Path.Combine(content, "DEBIAN", "control"), control);
        await File.WriteAllTextAsync(Path.Combine(content, "usr", "bin", name), version);
        var package = Path.Combine(pool, $"{name}_{version}_all.deb");
        var built = await Programs.RunAsync("dpkg-deb", "--root-owner-group", "-b", content, package);
        Assert.That(built.ExitCode, Is.Zero, built.ToString());
        var bytes = await File.ReadAllBytesAsync(package);
        _index.Add($"{control}Filename: pool/{Path.GetFileName(package)}\nSize: {bytes.Length}\nSHA256: {Convert.ToHexStringLower(SHA256.HashData(bytes))}\n");

        var architecture = (await Programs.RunAsync("dpkg", "--print-architecture")).Output.Trim();
        var index = Path.Combine(folder, "archive", "dists", release, "main", $"binary-{architecture}");
        Directory.CreateDirectory(index);
        await File.WriteAllTextAsync(Path.Combine(index, "Packages"), string.Join('\n', _index));
    }
}
