using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace MbimEmulator.Testing.NUnit;

/// <summary>Runs a test with a modem.</summary>
internal sealed class ModemCommand(TestCommand test, Action<EmulatedModemOptions> configure) : DelegatingTestCommand(test)
{
    /// <summary>Where the modem is among the test's properties.</summary>
    public const string Key = "MbimEmulator.Modem";

    private const int MaxName = 150;

    /// <inheritdoc/>
    public override TestResult Execute(TestExecutionContext context)
    {
        var modem = Wait(() => EmulatedModem.StartAsync(options => configure(options.WriteTo(context.OutWriter.WriteLine))));
        context.CurrentTest.Properties.Set(Key, modem);
        try
        {
            Run(context);
            if (context.CurrentResult.ResultState.Status == TestStatus.Failed)
            {
                Attach(context, modem);
            }

            return context.CurrentResult;
        }
        finally
        {
            // Results are written with all properties: a modem is none of theirs.
            context.CurrentTest.Properties[Key].Clear();
            Wait(async () =>
            {
                await modem.DisposeAsync().ConfigureAwait(false);
                return true;
            });
        }
    }

    // An assertion's exception comes out of the test.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a test throws is its result.")]
    private void Run(TestExecutionContext context)
    {
        try
        {
            context.CurrentResult = innerCommand.Execute(context);
        }
        catch (Exception e)
        {
            context.CurrentResult.RecordException(e);
        }
    }

    private static void Attach(TestExecutionContext context, EmulatedModem modem)
    {
        context.OutWriter.WriteLine(modem.RunAgain);
        var folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "mbim-emulator");
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{FileName(context.CurrentTest.FullName)}.{context.CurrentTest.Id}-{context.CurrentRepeatCount}-{Environment.ProcessId}");
        var journal = Path.Combine(folder, name + ".journal.txt");
        File.WriteAllText(journal, modem.Report());
        TestContext.AddTestAttachment(journal, "The journal of the test's modem");

        var capture = Path.Combine(folder, name + ".pcapng");
        using (var file = File.Create(capture))
        {
            modem.WriteCapture(file);
        }

        TestContext.AddTestAttachment(capture, "Traffic, for Wireshark");
    }

    // A test's full name with its arguments may be longer than a file's, and have characters that a file's has not.
    private static string FileName(string test)
    {
        var name = string.Concat(test.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '_'));
        return name.Length <= MaxName ? name : name[..MaxName];
    }

    // A test's thread may have a synchronization context that waits for this very call.
    private static T Wait<T>(Func<Task<T>> action) => Task.Run(action).GetAwaiter().GetResult();
}
