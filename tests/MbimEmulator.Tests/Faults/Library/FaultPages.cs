using System.Globalization;
using System.Text;
using MbimEmulator.NamedFaults;
using MbimProtocol.Encoding;

namespace MbimEmulator.Tests.Faults.Library;

/// <summary>The pages of docs/faults, written from the declarations.</summary>
internal static class FaultPages
{
    private static readonly (char Letter, string Heading)[] Classes =
    [
        ('T', "Sessions, framing and transport"), ('M', "Modem behaviour"), ('D', "Device services and mbnapi calls"),
    ];

    /// <summary>The index.</summary>
    public static string Index(IReadOnlyList<FaultDefinition> faults)
    {
        var text = new StringBuilder(
            """
            # Named faults

            Defects of real modems and their device services. Each can be injected by name in a scenario, through the control API or in C#. These pages
            are generated from the library's declarations; a test fails when they differ. `mbim-emulator faults list` and `faults show ID` print the same.


            """);
        text.Append(CultureInfo.InvariantCulture, $"{faults.Count(fault => fault.IsAvailable)} of {faults.Count} are available.");
        foreach (var open in faults.Where(fault => !fault.IsAvailable).GroupBy(fault => fault.Needs!).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $" {open.Count()} need{(open.Count() == 1 ? "s" : "")} {open.Key}: {string.Join(", ", open.Select(fault => fault.Number))}.");
        }

        text.Append('\n');
        foreach (var (letter, heading) in Classes)
        {
            var own = faults.Where(fault => fault.Id[0] == letter).ToList();
            if (own.Count == 0)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"\n## {letter}: {heading}\n\n| Fault | What it is | Available |\n|---|---|---|\n");
            foreach (var fault in own)
            {
                text.Append(CultureInfo.InvariantCulture, $"| [{fault.Id}]({fault.Id}.md) | {fault.Title} | {Availability(fault)} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The page of a fault.</summary>
    public static string Page(FaultDefinition fault)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {fault.Number}: {fault.Title}\n\n");
        text.Append(fault.Needs is { } needs ? $"Not available yet: it needs {needs}.\n\n" : Order(fault));
        text.Append("| | |\n|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| Trigger | {fault.Trigger} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| What the host sees | {fault.Behaviour} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| What a good client does | {fault.Reaction} |\n");
        if (fault.ModemManager is { } observed)
        {
            text.Append(CultureInfo.InvariantCulture, $"| What ModemManager 1.20 does | {observed} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"| Applied to | {fault.Seam.ToString().ToLowerInvariant()} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| Sources | {string.Join("; ", fault.Sources)} |\n");
        if (fault.IsAvailable)
        {
            text.Append(CultureInfo.InvariantCulture, $"| Test | `{fault.Test}` |\n");
        }

        if (fault.Parameters.Count > 0)
        {
            text.Append("\n| Parameter | Default | Meaning |\n|---|---|---|\n");
            foreach (var parameter in fault.Parameters)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{parameter.Name}` | `{parameter.Default}` | {parameter.Description} |\n");
            }
        }

        return text.ToString();
    }

    private static string Order(FaultDefinition fault) =>
        $"```yaml\n- fault: {fault.Id}\n{(fault.Parameters.Count > 0 ? With(fault.Parameters) : "")}```\n\n";

    private static string With(MbimArray<FaultParameter> parameters) =>
        $"  with: {{ {string.Join(", ", parameters.Select(parameter => $"{parameter.Name}: {Scalar(parameter.Default)}"))} }}\n";

    private static string Scalar(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? text : $"\"{text}\"";

    private static string Availability(FaultDefinition fault) => fault.Needs is { } needs ? $"needs {needs}" : "yes";
}
