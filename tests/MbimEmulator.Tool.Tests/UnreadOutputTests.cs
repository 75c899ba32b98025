using System.Net.Sockets;
using MbimProtocol.Messages;

namespace MbimEmulator.Tool.Tests;

/// <summary>Whoever starts the tool reads nothing of what it prints: pipes hold 64 KiB, and then a write to them waits.</summary>
[Platform("Linux")]
public sealed class UnreadOutputTests : IDisposable
{
    private const int Many = 2000;

    private readonly TestFolder _folder = new();

    [Test]
    public async Task An_unread_log_holds_neither_a_modem_nor_the_control_api_nor_the_end()
    {
        using var tool = ToolProcess.StartUnread(
            _folder.Path, "run", "--count", "2", "--socket", "a.sock", "--log-level", "debug", "--log-file", "run.log", "--control", "./c.sock", "--ready-file", "ready.json");
        await _folder.FileAsync("ready.json");
        await OpenAsync("a.sock", Many);
        await OpenAsync("a1.sock", 2);
        var health = await ToolProcess.RunAsync(_folder.Path, "ctl", "modems", "--control", "./c.sock");
        tool.Signal(15);
        var exitCode = (await tool.EndAsync()).ExitCode;
        Assert.Multiple(() =>
        {
            Assert.That(health.ExitCode, Is.Zero, health.Error);
            Assert.That(exitCode, Is.Zero);
            Assert.That(File.ReadLines(_folder["run.log"]).Count(), Is.GreaterThan(Many / 10), "lines in the file, which is written all the same");
        });
    }

    [Test]
    public async Task Unread_addresses_hold_neither_a_modem_nor_the_end()
    {
        using var tool = ToolProcess.StartUnread(_folder.Path, "run", "--count", "800", "--socket", "a.sock", "--control", "none", "--ready-file", "ready.json");
        await _folder.FileAsync("ready.json");
        await OpenAsync("a799.sock", 2);
        tool.Signal(15);
        Assert.That((await tool.EndAsync()).ExitCode, Is.Zero);
    }

    [Test]
    public async Task An_unread_error_does_not_hold_the_end()
    {
        var output = new BlockedWriter();
        var ended = Task.Run(() => CommandLine.InvokeAsync(["decode", "/nowhere"], TextWriter.Null, output));
        Assert.That(await ended.WaitAsync(ToolProcess.Guard), Is.EqualTo(1));
        output.Release();
    }

    public void Dispose() => _folder.Dispose();

    private async Task OpenAsync(string name, int times)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder[name])).WaitAsync(ToolProcess.Guard);
        using var stream = new NetworkStream(socket);
        for (var i = 0; i < times; i++)
        {
            await stream.WriteAsync(new byte[] { 1, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 16, 0, 0 });
            MessageHeader header;
            do
            {
                var answer = new byte[4096];
                await stream.ReadExactlyAsync(answer.AsMemory(0, MessageHeader.Size)).AsTask().WaitAsync(ToolProcess.Guard);
                header = MessageHeader.Read(answer);
                await stream.ReadExactlyAsync(answer.AsMemory(MessageHeader.Size, (int)header.Length - MessageHeader.Size)).AsTask().WaitAsync(ToolProcess.Guard);
            }
            while (header.Type != MbimMessageType.OpenDone);
        }
    }

    private sealed class BlockedWriter : StringWriter
    {
        private readonly ManualResetEventSlim _released = new();

        public void Release() => _released.Set();

        public override void Write(string? value)
        {
            _released.Wait();
            base.Write(value);
        }
    }
}
