using System.IO.Pipes;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A client of the control API of a running emulator.</summary>
public sealed class ControlClient : IDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly string _text;

    /// <summary>Makes a client; it connects with its first request.</summary>
    /// <param name="address">A path, a pipe's name, or HOST:PORT; see <see cref="ControlAddress.ParseTarget"/>.</param>
    /// <param name="token">The token for TCP; null for none.</param>
    /// <exception cref="EndpointException">The address is none, or the token cannot be one.</exception>
    public ControlClient(string address, string? token = null)
    {
        var (kind, place) = ControlAddress.ParseTarget(address);
        _text = address;
        var handler = new SocketsHttpHandler { UseProxy = false, ConnectTimeout = ConnectPatience };
        if (kind != EndpointKind.Tcp)
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(kind, place, cancellationToken);
        }

        _http = new HttpClient(handler) { BaseAddress = new Uri($"http://{(kind == EndpointKind.Tcp ? place : "localhost")}/") };
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = ControlAddress.CanBeToken(token)
                ? new AuthenticationHeaderValue("Bearer", token)
                : throw new EndpointException("This cannot be a token; expected the one that the emulator printed at startup, or was given.");
        }
    }

    /// <summary>How long the head of an answer may take; 100 s unless it is said.</summary>
    public TimeSpan AnswerWithin
    {
        get => _http.Timeout;
        init => _http.Timeout = value;
    }

    /// <summary>
    /// The address of the emulator that is meant when nobody says which: the one of the environment, or the only one of the user's own that runs
    /// here with an address that nobody chose.
    /// </summary>
    /// <exception cref="EndpointException">There is none, or several.</exception>
    public static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(ControlAddress.Variable) is { Length: > 0 } given)
        {
            return given;
        }

        List<string> found = [];
        foreach (var address in Candidates())
        {
            if (await AcceptsAsync(address).ConfigureAwait(false))
            {
                found.Add(address);
            }
        }

        return found.Count switch
        {
            1 => found[0],
            0 => throw new EndpointException($"No running emulator was found; expected --control ADDRESS, {ControlAddress.Variable}, or an emulator on this machine."),
            _ => throw new EndpointException($"{found.Count} emulators are running on this machine; choose one with --control: {string.Join(", ", found)}."),
        };
    }

    /// <summary>Sends a request and takes its whole answer.</summary>
    /// <param name="method">GET, POST or DELETE.</param>
    /// <param name="path">Such as <c>/modems</c>.</param>
    /// <param name="json">The body; null for none.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <exception cref="EndpointException">Nobody answers there.</exception>
    public async Task<ControlAnswer> SendAsync(HttpMethod method, string path, string? json = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return new ControlAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            throw NoAnswer(e);
        }
    }

    /// <summary>Follows a stream of server-sent events; ends with the stream.</summary>
    /// <param name="path">Such as <c>/journal/stream</c>.</param>
    /// <param name="cancellationToken">Stops the operation when cancelled.</param>
    /// <returns>The data of each event; the answer instead, when it is none that can be followed.</returns>
    /// <exception cref="EndpointException">Nobody answers there.</exception>
    public async IAsyncEnumerable<ControlAnswer> FollowAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await GetHeadAsync(path, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            yield return new ControlAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            yield break;
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var events = SseParser.Create(stream).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (events.ConfigureAwait(false))
        {
            while (await NextAsync(events, cancellationToken).ConfigureAwait(false))
            {
                yield return new ControlAnswer(response.StatusCode, events.Current.Data);
            }
        }
    }

    /// <summary>Ends its connections.</summary>
    public void Dispose() => _http.Dispose();

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<SseItem<string>> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            throw new EndpointException($"The emulator at '{_text}' has ended the stream: {e.Message}", e);
        }
    }

    private async Task<HttpResponseMessage> GetHeadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            throw NoAnswer(e);
        }
    }

    // The client's own limit of time cancels, too.
    private static bool IsFailure(Exception exception, CancellationToken cancellationToken) => exception is HttpRequestException or IOException or TimeoutException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private EndpointException NoAnswer(Exception exception) =>
        new($"No emulator answers at '{_text}': {(exception.InnerException ?? exception).Message}", exception);

    private static IReadOnlyList<string> Candidates()
    {
        try
        {
            return [.. List()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointException(
                $"The emulators on this machine cannot be listed ({e.Message}); expected --control ADDRESS or {ControlAddress.Variable}.", e);
        }
    }

    private static IEnumerable<string> List()
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.EnumerateFiles(@"\\.\pipe\", ControlAddress.DefaultPrefix + "*").Select(path => Path.GetFileName(path));
        }

        var first = SocketPath.OfPipe(ControlAddress.DefaultPrefix);
        return Directory.EnumerateFiles(Path.GetDirectoryName(first)!, Path.GetFileName(first) + "*").Order(StringComparer.Ordinal);
    }

    // In a folder that others may write to, a socket of this name may be anybody's: only the own user's count.
    private static async Task<bool> AcceptsAsync(string address)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                return true;
            }

            // Whoever may write to the folder may have made a name that is longer than an address.
            SocketPath.Check(address);
            using var socket = await ConnectSocketAsync(new UnixDomainSocketEndPoint(address), CancellationToken.None).ConfigureAwait(false);
            return UnixPeer.UserOf(socket) == UnixPeer.OwnUser;
        }
        catch (Exception e) when (e is SocketException or EndpointException)
        {
            return false;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(EndpointKind kind, string place, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() && kind == EndpointKind.Pipe)
        {
            var pipe = new NamedPipeClientStream(".", place, PipeDirection.InOut, PipeOptions.Asynchronous);
            await pipe.ConnectAsync(ConnectPatience, cancellationToken).ConfigureAwait(false);
            return pipe;
        }

        var endPoint = ListenAddress.Parse(kind, place);
        return new NetworkStream(await ConnectSocketAsync(endPoint, cancellationToken).ConfigureAwait(false), ownsSocket: true);
    }

    private static async Task<Socket> ConnectSocketAsync(System.Net.EndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
