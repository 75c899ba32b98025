using MbimEmulator.Hosting.Control;

namespace MbimEmulator.Tool;

/// <summary>Takes commands on standard input, one for each line, until quit, the input's end or a signal.</summary>
internal static class Interactive
{
    /// <summary>Serves the input to its end.</summary>
    public static async Task RunAsync(ModemConsole console, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        while (await input.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var answer = await console.RunAsync(line).ConfigureAwait(false);
            await output.WriteLineAsync(answer.IsError ? "error: " + answer.Text : answer.Text).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (answer.IsEnd)
            {
                return;
            }
        }
    }
}
