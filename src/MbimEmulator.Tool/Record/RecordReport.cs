using MbimEmulator.Recording;

namespace MbimEmulator.Tool.Record;

/// <summary>Tells what was recorded.</summary>
internal static class RecordReport
{
    public static void Print(RecordedScenario scenario, string file, bool isMasked, TextWriter output)
    {
        output.WriteLine($"{file}: {scenario.Requests} requests, {scenario.Notifications} notifications.");
        foreach (var note in scenario.Notes)
        {
            output.WriteLine($"  Note: {note}.");
        }

        if (isMasked && scenario.Undeclared.Count > 0)
        {
            output.WriteLine($"  Look before you share it: nobody knows what these hold, so personal data is masked there only where it stands elsewhere too: {string.Join(", ", scenario.Undeclared)}.");
        }

        output.WriteLine($"Try: mbim-emulator run --scenario {file}");
    }
}
