using System.Text.RegularExpressions;
using MbimProtocol.Services;

namespace Architecture.Tests;

/// <summary>A CID is named where it is declared and in its own module; others learn of it from the declaration, or stand in cids.txt with their reason.</summary>
public sealed partial class CidTests
{
    // The enumerations of CIDs are named after the class that has them.
    private static readonly Dictionary<string, HashSet<string>> Cids = typeof(MbimServices).Assembly.GetTypes()
        .Where(type => type.IsEnum && type.IsPublic && type.Name.EndsWith("Cid", StringComparison.Ordinal))
        .ToDictionary(type => type.Name[..^3], type => Enum.GetNames(type).ToHashSet());

    private static readonly Row[] Rows =
    [
        .. File.ReadLines(Repository.PathOf("tests", "Architecture.Tests", "cids.txt")).Where(line => line is not ("" or ['#', ..]))
            .Select(line => line.Split(" | ")).Select(parts => new Row(parts[0], parts[1].Split(", "))),
    ];

    private static readonly Use[] Uses = [.. FindUses()];

    [Test]
    public void Only_the_files_that_are_listed_name_a_cid() => Assert.That(
        string.Join('\n', Uses.Where(use => !Array.Exists(Rows, row => row.Allows(use)))), Is.Empty,
        "These files name CIDs of a service that is not theirs. Generate what they need from the declaration, or give a reason in cids.txt.");

    [Test]
    public void Every_line_of_the_list_is_needed() => Assert.That(
        Rows.SelectMany(row => row.Cids.Where(cid => !Array.Exists(Uses, use => row.With(cid).Allows(use))).Select(cid => $"{row.Path} | {cid}")), Is.Empty);

    [TestCase("transaction.Complete(BasicConnect.RadioState);", "BasicConnect.RadioState")]
    [TestCase("if (cid == (uint)BasicConnectCid.Connect)", "BasicConnect.Connect")]
    [TestCase("/// <see cref=\"BasicConnect.RadioState\"/>", null)]
    [TestCase("Text = \"BasicConnect.RadioState\";", null)]
    [TestCase("var id = BasicConnect.Id;", null)]
    [TestCase("MyBasicConnect.RadioState", null)]
    public void A_cid_is_found_in_code(string line, string? expected) => Assert.That(NamesIn(line).FirstOrDefault(), Is.EqualTo(expected));

    private static IEnumerable<Use> FindUses()
    {
        var src = Repository.PathOf("src");
        foreach (var file in Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(src, file).Replace('\\', '/');
            if (!path.StartsWith("MbimProtocol/Services/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            {
                foreach (var name in File.ReadLines(file).SelectMany(NamesIn).Distinct())
                {
                    yield return new Use(path, name);
                }
            }
        }
    }

    private static IEnumerable<string> NamesIn(string line) =>
        from match in CidName().Matches(line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? "" : Text().Replace(line, "\"\""))
        let service = match.Groups["service"].Value
        let name = match.Groups["name"].Value
        where Cids.TryGetValue(service, out var names) && names.Contains(name)
        select $"{service}.{name}";

    [GeneratedRegex("""
        \b(?<service>[A-Z]\w+?)(Cid)?\.(?<name>[A-Z]\w*)
        """)]
    private static partial Regex CidName();

    [GeneratedRegex("""
        "[^"]*"
        """)]
    private static partial Regex Text();

    private sealed record Row(string Path, string[] Cids)
    {
        public Row With(string cid) => this with { Cids = [cid] };

        public bool Allows(Use use) =>
            (Path == use.File || (Path.EndsWith('/') && use.File.StartsWith(Path, StringComparison.Ordinal)))
            && Array.Exists(Cids, cid => cid == use.Cid || (cid.EndsWith(".*", StringComparison.Ordinal) && use.Cid.StartsWith(cid[..^1], StringComparison.Ordinal)));
    }

    private sealed record Use(string File, string Cid);
}
