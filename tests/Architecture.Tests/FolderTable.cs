namespace Architecture.Tests;

/// <summary>
/// folders.txt: the projects of src and the rows of each, in the order of their arrows. Each row may use those above it, never those below.
/// </summary>
internal sealed class FolderTable
{
    private readonly Dictionary<string, List<FolderRow>> _rows = [];

    private FolderTable(IEnumerable<string> lines)
    {
        List<FolderRow>? rows = null;
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Trim().Split("  ", 2, StringSplitOptions.TrimEntries);
            if (line[0] != ' ')
            {
                Projects.Add(new FolderRow(parts[0], parts[1]));
                _rows[parts[0]] = rows = [];
            }
            else
            {
                rows!.Add(new FolderRow(parts[0], parts[1]));
            }
        }
    }

    /// <summary>The projects, with what each is.</summary>
    public List<FolderRow> Projects { get; } = [];

    public static FolderTable Read() => new(File.ReadLines(Repository.PathOf("tests", "Architecture.Tests", "folders.txt")));

    /// <summary>A project's rows, in order.</summary>
    public IReadOnlyList<FolderRow> RowsOf(string project) => _rows[project];

    /// <summary>The row of a folder: the one that names most of its path. Null if none does.</summary>
    public FolderRow? RowOf(string project, string folder) => _rows[project].Where(row => row.Holds(folder)).MaxBy(row => row.Path.Length);
}
