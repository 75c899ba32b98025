using System.Net.Sockets;
using System.Text.RegularExpressions;
using MbimClient;
using MbimEmulator.Interop.Tests.Support;
using Microsoft.Playwright;

namespace MbimEmulator.Interop.Tests.Page;

/// <summary>"run" with the control API by TCP, and the page in a browser.</summary>
internal sealed partial class PageRun : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly BackgroundProgram _program;

    private PageRun(TemporaryFolder folder, BackgroundProgram program, IPage page, string address)
    {
        _folder = folder;
        _program = program;
        Page = page;
        Address = address;
        Page.Console += (_, message) => Console.Add($"{message.Type}: {message.Text}");
        Page.PageError += (_, error) => Console.Add(error);
        Page.Request += (_, request) => Requests.Add(request);
    }

    public IPage Page { get; }

    /// <summary>The page's address as the emulator prints it, with the token.</summary>
    public string Address { get; }

    public string Token => Address[(Address.IndexOf('=', StringComparison.Ordinal) + 1)..];

    /// <summary>What the page has complained of, and errors in it.</summary>
    public List<string> Console { get; } = [];

    public List<IRequest> Requests { get; } = [];

    public static async Task<PageRun> StartAsync(string[] arguments, int width = 1200, int height = 900)
    {
        var folder = new TemporaryFolder();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Contains('\n', StringComparison.Ordinal))
            {
                var file = folder.File($"{i}.yaml");
                await System.IO.File.WriteAllTextAsync(file, arguments[i]);
                arguments[i] = file;
            }
        }

        var program = BackgroundProgram.Start(["dotnet", Emulator.Tool, "run", "--socket", folder.File("modem"), "--control", "127.0.0.1:0", .. arguments]);
        await program.WaitForAsync("Press Ctrl-C to stop");
        return new PageRun(folder, program, await Browser.OpenAsync(width, height), PrintedAddress().Match(program.Output).Value);
    }

    /// <summary>Starts it and opens the page as the emulator prints it.</summary>
    public static async Task<PageRun> OpenAsync(params string[] arguments)
    {
        var run = await StartAsync(arguments);
        await run.Page.GotoAsync(run.Address);
        return run;
    }

    public async Task<MbimDevice> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder.File("modem")));
        return await MbimDevice.OpenAsync(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>What the page tells beside a word, such as SIM.</summary>
    public ILocator State(string name) => Page.Locator("#state dt").GetByText(name, new LocatorGetByTextOptions { Exact = true }).Locator("xpath=following-sibling::dd[1]");

    public Task ClickAsync(string button) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    /// <summary>The emulator ends.</summary>
    public async Task StopAsync()
    {
        await _program.SignalAsync("TERM");
        await _program.Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        await _program.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+/#token=[0-9a-f]{64}")]
    private static partial Regex PrintedAddress();
}
