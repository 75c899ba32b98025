namespace MbimEmulator.Tests.DeviceServices;

/// <summary>The tables of docs/device-services.md.</summary>
internal static class DeviceServicesDocument
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "device-services.md"));

    public static IEnumerable<TestCaseData> DataSessionCells() => Cells("## Data sessions");

    public static IEnumerable<TestCaseData> CommandSessionCells() => Cells("## Command sessions");

    public static IEnumerable<TestCaseData> Happenings() => Rows("## When something happens to the modem or the host").Skip(1).Select(row => new TestCaseData([.. row]));

    public static IEnumerable<(string Status, string Result)> Statuses() => Rows("## Statuses of the modem").Skip(1).Select(row => (row[0], row[2]));

    private static IEnumerable<TestCaseData> Cells(string heading)
    {
        var rows = Rows(heading);
        return rows.Skip(1).SelectMany(row => rows[0].Skip(1).Select((state, index) => new TestCaseData(row[0], state, row[index + 1])));
    }

    private static List<string[]> Rows(string heading) =>
    [
        .. Lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith('|') && !line.StartsWith("|-", StringComparison.Ordinal))
            .Select(line => line[1..^1].Split('|', StringSplitOptions.TrimEntries)),
    ];
}
