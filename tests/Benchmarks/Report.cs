using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MbimEmulator.Benchmarks;

/// <summary>The results, as they are printed and written to docs/benchmarks.md.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    public Report()
    {
        Line("# Benchmarks");
        Line("");
        Line("Written by `dotnet run -c Release --project tests/Benchmarks`. Both sides of a row are measured alternately in the same run, "
            + $"{PairedRun.Rounds} rounds each; the numbers are medians, the factor is the median of the rounds' own factors.");
        Line("");
        Line($"- date: {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");
        Line($"- machine: {Processor()}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}");
        Line($"- runtime: {RuntimeInformation.FrameworkDescription}");
        if (File.Exists("/proc/loadavg"))
        {
            Line($"- load when it began (1 minute): {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        }
    }

    public string Text => _text.ToString();

    public void Section(string title, string explanation, string columns)
    {
        Line("");
        Line($"## {title}");
        Line("");
        Line(explanation);
        Line("");
        Line($"| {columns} |");
        Line($"|{string.Concat(Enumerable.Repeat("---|", columns.Split('|').Length))}");
    }

    public void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public void Skip(string title, string reason)
    {
        Line("");
        Line($"## {title}");
        Line("");
        Line($"Not measured: {reason}.");
    }

    private static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        var line = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private void Line(string line)
    {
        Console.WriteLine(line);
        _text.Append(CultureInfo.InvariantCulture, $"{line}\n");
    }
}
