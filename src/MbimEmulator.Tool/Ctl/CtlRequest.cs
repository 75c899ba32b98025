using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Yaml;

namespace MbimEmulator.Tool.Ctl;

/// <summary>One request of <c>ctl</c>: finds the emulator, asks it, prints what it answers.</summary>
internal sealed class CtlRequest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly ControlClient _client;
    private readonly CancellationToken _cancellationToken;

    private CtlRequest(ControlClient client, CancellationToken cancellationToken)
    {
        _client = client;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The most bytes of a file that is read: what the control API takes.</summary>
    public const int MaxFileLength = ControlServer.MaxBodySize;

    /// <summary>How bodies are written.</summary>
    public static JsonSerializerOptions Body { get; } = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Runs a request to its end and gives the exit code.</summary>
    /// <param name="options">The options of <c>ctl</c>.</param>
    /// <param name="result">The command line.</param>
    /// <param name="send">Sends the request.</param>
    /// <param name="cancellationToken">Stops the operation when cancelled.</param>
    /// <param name="timeout">How long the emulator may wait before it answers, as the user has written it; null when it answers at once.</param>
    /// <exception cref="UserException">The emulator refused.</exception>
    public static async Task<int> RunAsync(
        CtlOptions options, ParseResult result, Func<CtlRequest, Task<ControlAnswer>> send, CancellationToken cancellationToken, string? timeout = null)
    {
        using var client = await ConnectAsync(options, result, timeout).ConfigureAwait(false);
        var answer = await send(new CtlRequest(client, cancellationToken)).ConfigureAwait(false);
        var asJson = result.GetValue(options.Json);
        if (!answer.IsSuccess)
        {
            throw new UserException(asJson ? answer.Text : CtlOutput.TextOfProblem(answer));
        }

        return CtlOutput.Print(answer.Text, asJson, result.InvocationConfiguration.Output) ? ExitCodes.Success : ExitCodes.Failure;
    }

    /// <summary>Prints the entries of a stream to its end, or until it is cancelled.</summary>
    /// <exception cref="UserException">The emulator refused.</exception>
    public static async Task<int> FollowAsync(CtlOptions options, ParseResult result, string path, CancellationToken cancellationToken)
    {
        using var client = await ConnectAsync(options, result).ConfigureAwait(false);
        var (asJson, output) = (result.GetValue(options.Json), result.InvocationConfiguration.Output);
        await foreach (var entry in client.FollowAsync(path, cancellationToken).ConfigureAwait(false))
        {
            if (!entry.IsSuccess)
            {
                throw new UserException(asJson ? entry.Text : CtlOutput.TextOfProblem(entry));
            }

            await output.WriteLineAsync(asJson ? entry.Text : CtlOutput.LineOf(entry.Text)).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        return ExitCodes.Success;
    }

    private static async Task<ControlClient> ConnectAsync(CtlOptions options, ParseResult result, string? timeout = null)
    {
        var address = result.GetValue(options.Control) ?? await ControlClient.FindAsync().ConfigureAwait(false);
        var token = result.GetValue(options.Token) ?? (Environment.GetEnvironmentVariable(ControlAddress.TokenVariable) is { Length: > 0 } given ? given : null);

        // What is no time is for the emulator to refuse.
        _ = DurationText.TryParse(timeout ?? "", out var wait);
        return new ControlClient(address, token) { AnswerWithin = Patience + wait };
    }

    /// <summary>Sends a request.</summary>
    public Task<ControlAnswer> SendAsync(HttpMethod method, string path, string? json = null) => _client.SendAsync(method, path, json, _cancellationToken);

    /// <summary>The path of a modem, or of the only one.</summary>
    /// <exception cref="UserException">None was named, and there is not one.</exception>
    public async Task<string> PathOfAsync(string? modem)
    {
        if (modem is null)
        {
            var answer = await SendAsync(HttpMethod.Get, "/modems").ConfigureAwait(false);
            if (!answer.IsSuccess)
            {
                throw new UserException(CtlOutput.TextOfProblem(answer));
            }

            using var document = JsonDocument.Parse(answer.Text);
            var names = document.RootElement.GetProperty("modems").EnumerateArray().Select(each => each.GetProperty("name").GetString()!).ToList();
            modem = names.Count == 1
                ? names[0]
                : throw new UserException($"There are {names.Count} modems; name one of them with --modem: {string.Join(", ", names.Take(10))}.", ExitCodes.Usage);
        }

        return "/modems/" + Uri.EscapeDataString(modem);
    }
}
