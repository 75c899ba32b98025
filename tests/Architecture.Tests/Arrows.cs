namespace Architecture.Tests;

/// <summary>Who uses whom among the rows of one project's table.</summary>
internal sealed class Arrows
{
    private readonly IReadOnlyList<FolderRow> _rows;
    private readonly Dictionary<(int From, int To), List<Use>> _uses;

    public Arrows(FolderTable table, string project, SourceProject sources)
    {
        _rows = table.RowsOf(project);
        WithoutRow = [.. sources.Folders.Where(folder => table.RowOf(project, folder) is null)];
        _uses = sources.Uses
            .Select(use => (Use: use, Arrow: (From: IndexOf(table.RowOf(project, use.From)), To: IndexOf(table.RowOf(project, use.Folder)))))
            .Where(use => use.Arrow.From != use.Arrow.To)
            .GroupBy(use => use.Arrow, use => use.Use)
            .ToDictionary(group => group.Key, group => group.ToList());
        Against = [.. _uses.Where(uses => uses.Key.From < uses.Key.To).Select(uses => new WrongArrow(project, _rows[uses.Key.From].Path, _rows[uses.Key.To].Path, uses.Value))];
    }

    /// <summary>Folders that the table does not know.</summary>
    public IReadOnlyList<string> WithoutRow { get; }

    /// <summary>The arrows from a row to one below it.</summary>
    public IReadOnlyList<WrongArrow> Against { get; }

    /// <summary>A line for each row: its number, its path, and under the numbers of the others x where it uses them, ! where it must not.</summary>
    public IEnumerable<string> Matrix()
    {
        var width = _rows.Max(row => row.Path.Length) + 4;
        yield return string.Concat(Enumerable.Range(1, _rows.Count).Select(number => $"{number,3}")).Insert(0, new string(' ', width)).TrimEnd();
        for (var from = 0; from < _rows.Count; from++)
        {
            var marks = Enumerable.Range(0, _rows.Count).Select(to => from == to ? '.' : !_uses.ContainsKey((from, to)) ? ' ' : from < to ? '!' : 'x');
            yield return ($"{from + 1,2}  {_rows[from].Path}".PadRight(width) + string.Concat(marks.Select(mark => $"  {mark}"))).TrimEnd();
        }
    }

    private int IndexOf(FolderRow? row) => _rows.ToList().IndexOf(row!);
}
