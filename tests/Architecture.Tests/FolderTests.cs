using System.Text;

namespace Architecture.Tests;

/// <summary>Holds the sources of src to folders.txt, and the picture in docs/architecture.md to both.</summary>
public sealed class FolderTests
{
    private const string Update = "UPDATE_ARCHITECTURE";
    private const string Begin = "<!-- Written from tests/Architecture.Tests/folders.txt: begin -->\n";
    private const string End = "<!-- Written from tests/Architecture.Tests/folders.txt: end -->\n";

    private static readonly FolderTable Table = FolderTable.Read();
    private static readonly Dictionary<string, Lazy<SourceProject>> Sources =
        Table.Projects.ToDictionary(project => project.Path, project => new Lazy<SourceProject>(() => SourceProject.Load(project.Path)));

    private static readonly Dictionary<string, Lazy<Arrows>> ArrowsOf =
        Table.Projects.ToDictionary(project => project.Path, project => new Lazy<Arrows>(() => new Arrows(Table, project.Path, Sources[project.Path].Value)));

    private static IEnumerable<string> Projects => Table.Projects.Select(project => project.Path);

    private static string[] Exceptions => [.. File.ReadLines(Repository.PathOf("tests", "Architecture.Tests", "exceptions.txt")).Where(line => line is not ("" or ['#', ..]))];

    [TestCaseSource(nameof(Projects))]
    public void A_folder_uses_those_above_it_only(string project)
    {
        var allowed = Exceptions.Where(line => line.StartsWith(project + ": ", StringComparison.Ordinal)).ToList();
        var against = ArrowsOf[project].Value.Against;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                string.Join('\n', against.Where(arrow => !allowed.Contains(arrow.Line)).Select(arrow => $"{arrow.Line}: {arrow.Detail}")), Is.Empty,
                "These folders use one that stands below them in folders.txt.");
            Assert.That(
                string.Join('\n', allowed.Except(against.Select(arrow => arrow.Line))), Is.Empty,
                "These lines of exceptions.txt are no longer true: take them out, or lower their number of files.");
        }
    }

    [TestCaseSource(nameof(Projects))]
    public void Every_folder_has_a_row(string project) => Assert.That(ArrowsOf[project].Value.WithoutRow, Is.Empty);

    [TestCaseSource(nameof(Projects))]
    public void Every_name_is_understood(string project) => Assert.That(Sources[project].Value.Unknown, Is.Empty);

    [Test]
    public void The_document_shows_the_folders_and_their_arrows()
    {
        var path = Repository.PathOf("docs", "architecture.md");
        var text = File.ReadAllText(path);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var written = text[..begin] + Write() + text[end..];
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, written);
        }

        Assert.That(
            File.ReadAllText(path), Is.EqualTo(written),
            $"docs/architecture.md does not show what folders.txt and the sources say. To write it: {Update}=1 dotnet test tests/Architecture.Tests");
    }

    private static string Write()
    {
        var text = new StringBuilder("\n```\n");
        foreach (var project in Table.Projects)
        {
            text.Append($"src/{project.Path}/".PadRight(30)).Append(project.Meaning).Append('\n');
            foreach (var row in Table.RowsOf(project.Path))
            {
                text.Append($"  {row.Path}{(row.Path == "." ? "" : "/")}".PadRight(30)).Append(row.Meaning).Append('\n');
            }
        }

        text.Append("```\n\nDependencies: the folder in a row uses those in the columns marked x; ! marks a dependency against the order, which has to be removed.\n\n```\n");
        foreach (var project in Table.Projects)
        {
            text.Append(project.Path).Append('\n').AppendJoin('\n', ArrowsOf[project.Path].Value.Matrix()).Append("\n\n");
        }

        text.Length--;
        return text.Append("```\n\n").ToString();
    }
}
