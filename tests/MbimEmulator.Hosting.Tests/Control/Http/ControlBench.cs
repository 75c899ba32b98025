using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;

namespace MbimEmulator.Hosting.Tests.Control.Http;

internal sealed class ControlBench : IAsyncDisposable
{
    private readonly HttpClient _http;

    private ControlBench(TestFolder folder, EmulatorService emulator)
    {
        Folder = folder;
        Emulator = emulator;
        _http = Client();
    }

    public TestFolder Folder { get; }

    public EmulatorService Emulator { get; }

    public ListLogger Log { get; private init; } = new();

    public string Token => Emulator.Control!.Token!;

    public static async Task<ControlBench> StartAsync(
        bool isTcp = false, TimeProvider? time = null, bool hasFiles = true, string? stateFile = null, ConnectionBudget? connections = null, params string[] modems)
    {
        var folder = new TestFolder();
        Directory.CreateDirectory(folder["files"]);
        var log = new ListLogger();
        var control = isTcp
            ? new ControlOptions(EndpointKind.Tcp, "127.0.0.1:0", hasFiles ? folder["files"] : null)
            : new ControlOptions(EndpointKind.Socket, folder["c.sock"], hasFiles ? folder["files"] : null);
        string[] names = modems.Length == 0 ? ["modem0"] : modems;
        var emulator = new EmulatorService(
            new EmulatorOptions
            {
                Modems = [.. names.Select(name => new ModemOptions(name, new ModemProfile(), [(EndpointKind.Socket, folder[name + ".sock"])]))],
                Control = control.Serve,
                StateFile = stateFile,
                Stream = new StreamOptions { TimeProvider = time ?? TimeProvider.System, Connections = connections ?? new ConnectionBudget() },
            },
            log);
        await emulator.StartAsync(CancellationToken.None).WaitAsync(Host.Guard);
        return new ControlBench(folder, emulator) { Log = log };
    }

    public Uri Address => new(Emulator.Control!.Kind == EndpointKind.Socket ? "http://localhost/" : $"http://{Emulator.Control.Address}/");

    public HttpMessageHandler Handler()
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (Emulator.Control!.Kind == EndpointKind.Socket)
        {
            handler.ConnectCallback = async (_, _) => new NetworkStream(await ConnectAsync(), ownsSocket: true);
        }

        return handler;
    }

    public HttpClient Client()
    {
        var client = new HttpClient(Handler()) { BaseAddress = Address, Timeout = Host.Guard };
        if (Emulator.Control!.Token is { } token)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public async Task<Socket> ConnectAsync()
    {
        var isUnix = Emulator.Control!.Kind == EndpointKind.Socket;
        var socket = new Socket(isUnix ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(isUnix ? new UnixDomainSocketEndPoint(Emulator.Control.Address) : IPEndPoint.Parse(Emulator.Control.Address)).WaitAsync(Host.Guard);
        return socket;
    }

    public Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = body as HttpContent ?? new StringContent(
                body as string ?? System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        return await SendAsync(request);
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : text.Length == 0 ? null : JsonValue.Create(text));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Emulator.DisposeAsync().AsTask().WaitAsync(Host.Guard);
        Folder.Dispose();
    }
}
