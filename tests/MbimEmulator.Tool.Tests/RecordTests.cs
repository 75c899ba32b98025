using System.Net.Sockets;
using MbimEmulator.Capture;

namespace MbimEmulator.Tool.Tests;

public sealed class RecordTests
{
    private static readonly byte[] Open = [1, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 16, 0, 0];

    private readonly TestFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("record --out m.yaml", 2, "Expected either --device (a modem) or --from (a capture).")]
    [TestCase("record --out m.yaml --device a --from b", 2, "Expected either --device (a modem) or --from (a capture).")]
    [TestCase("record --from c.pcapng", 2, "Option '--out' is required.")]
    [TestCase("record --out m.yaml --device nowhere", 2, "No client can connect: expected --pty, --socket, --pipe or --tcp")]
    [TestCase("record --out m.yaml --device nowhere --socket s", 1, "There is no device 'nowhere'; expected one such as /dev/cdc-wdm0")]
    [TestCase("record --out m.yaml --device c.pcapng --socket s", 1, "'c.pcapng' is a file; expected a device. Use --from for a capture.")]
    [TestCase("record --out m.yaml --device @nobody-is-here --socket s", 1, "Cannot connect to '@nobody-is-here'")]
    [TestCase("record --out m.yaml --from nowhere.pcapng", 1, "Could not find file")]
    [TestCase("record --out m.yaml --from several.pcapng", 1, "There are several modems in several.pcapng; choose one with --modem: 'one', 'two'.")]
    [TestCase("record --out m.yaml --from several.pcapng --modem three", 1, "There is no modem 'three' in several.pcapng; expected one of 'one', 'two'.")]
    [TestCase("record --out m.yaml --from empty.pcapng", 1, "There are no MBIM messages in empty.pcapng.")]
    [TestCase("record --out m.yaml --from broken.pcapng", 1, "The capture is broken at byte 36")]
    [TestCase("record --out m.yaml --from note.txt", 1, "The file is not a capture")]
    [TestCase("record --out no/folder/m.yaml --from c.pcapng", 1, "Could not find a part of the path")]
    [TestCase("record --out m.yaml --device x --socket s --once -- true", 2, "--once and a command after -- both determine when the recording ends")]
    public async Task Mistakes_are_told_and_leave_nothing_behind(string line, int exitCode, string message)
    {
        WriteCaptures();
        var result = await ToolProcess.RunAsync(_folder.Path, line.Split(' '));
        Assert.Multiple(() =>
        {
            Assert.That(result.Error, Does.Contain(message));
            Assert.That(result.ExitCode, Is.EqualTo(exitCode));
            Assert.That(File.Exists(_folder["m.yaml"]), Is.False);
        });
    }

    [Test]
    public async Task A_capture_becomes_a_scenario_that_runs()
    {
        WriteCaptures();
        var made = await ToolProcess.RunAsync(_folder.Path, "record", "--from", "several.pcapng", "--modem", "two", "--out", "m.yaml");
        var checkedFile = await ToolProcess.RunAsync(_folder.Path, "scenario", "check", "m.yaml");
        Assert.Multiple(() =>
        {
            Assert.That(made.Error, Does.Contain("m.yaml: 1 requests, 0 notifications."));
            Assert.That(checkedFile.Output, Does.Contain("m.yaml: ok"));
        });
    }

    [Test]
    public async Task The_command_finds_its_endpoint_and_its_exit_code_is_the_recorders()
    {
        using var modem = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        modem.Bind(new UnixDomainSocketEndPoint(_folder["up"]));
        modem.Listen();
        using var tool = ToolProcess.Start(
            _folder.Path, "record", "--device", "up", "--socket", "down", "--out", "m.yaml", "--", "python3", "-c",
            $"import os, socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(os.environ['MBIM_EMULATOR_SOCKET']); s.send(bytes.fromhex('{Convert.ToHexStringLower(Open)}')); sys.exit(len(s.recv(99)))");
        using var peer = await modem.AcceptAsync().WaitAsync(ToolProcess.Guard);
        var buffer = new byte[99];
        var got = await peer.ReceiveAsync(buffer.AsMemory()).AsTask().WaitAsync(ToolProcess.Guard);
        byte[] done = [1, 0, 0, 128, 16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        await peer.SendAsync(done.AsMemory()).AsTask().WaitAsync(ToolProcess.Guard);
        var result = await tool.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(buffer[..got], Is.EqualTo(Open));
            Assert.That(result.ExitCode, Is.EqualTo(16), result.Error);
            Assert.That(result.Error, Does.Contain("m.yaml: 1 requests, 0 notifications."));
        });
    }

    private void WriteCaptures()
    {
        byte[][] head = [PcapngBlocks.Section("test"), PcapngBlocks.Interface("one", ""), PcapngBlocks.Interface("two", "")];
        byte[][] packets = [.. new[] { 0, 1 }.Select(modem => PcapngBlocks.Packet(modem, toHost: false, DateTimeOffset.UnixEpoch, Open, null)),
            .. new[] { 0, 1 }.Select(modem => PcapngBlocks.Packet(modem, toHost: true, DateTimeOffset.UnixEpoch, [1, 0, 0, 128, 16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], null))];
        Write("several.pcapng", [.. head, .. packets]);
        Write("c.pcapng", [.. head, packets[0], packets[2]]);
        Write("empty.pcapng", head);
        Write("broken.pcapng", [PcapngBlocks.Section(""), [1, 0, 0, 0, 3, 0, 0, 0]]);
        File.WriteAllText(_folder["note.txt"], "no capture at all");
    }

    private void Write(string name, byte[][] blocks) => File.WriteAllBytes(_folder[name], [.. blocks.SelectMany(block => block)]);
}
