using System.Buffers.Binary;
using MbimEmulator.Capture;
using MbimEmulator.Pipeline;
using MbimEmulator.Recording;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Recording;

public class CaptureReaderTests
{
    [Test]
    public void Our_capture_and_one_of_a_USB_bus_make_the_same_scenario([Values] bool isBigEndian)
    {
        var ours = Read(Ours(Session()))["modem0"];
        var usb = Read(UsbCapture.Of(Session(), isBigEndian));
        Assert.Multiple(() =>
        {
            Assert.That(usb.Keys, Is.EqualTo(new[] { "usb 1.5.0" }));
            Assert.That(Yaml(usb.Values.Single()), Is.EqualTo(Yaml(Session())));
            Assert.That(Yaml(ours), Is.EqualTo(Yaml(Session())));
        });
    }

    [Test]
    public void Each_modem_of_a_capture_is_found_by_its_name() =>
        Assert.That(Read(Ours(Session(), Session())).Keys, Is.EqualTo(new[] { "modem0", "modem1" }));

    [Test]
    public void What_was_whole_before_the_file_was_cut_off_counts()
    {
        var whole = UsbCapture.Of(Session(), withBlankEvents: false);
        Assert.That(Read(whole[..^5]).Values.Single(), Has.Count.EqualTo(Session().Count - 1));
    }

    [TestCase("", "it does not start like a pcapng file")]
    [TestCase("d4c3b2a1020004000000000000000000", "editcap -F pcapng")]
    [TestCase("0a0d0d0a1c000000ffffffff0100000000000000000000001c000000", "broken at byte 0: a section without a byte order")]
    [TestCase("0a0d0d0a1c0000004d3c2b1a0100000000000000000000001d000000", "two lengths differ, 28 and 29")]
    [TestCase("0a0d0d0affffff7f4d3c2b1a", "a block of 2147483647 bytes")]
    [TestCase("0a0d0d0a1c0000004d3c2b1a0100000000000000000000001c0000000600000020000000000000000000000000000000000000000000000020000000", "a packet of interface 0, but there are 0")]
    public void Broken_files_are_refused_with_their_place(string hex, string expected) =>
        Assert.That(() => Read(Convert.FromHexString(hex)), Throws.TypeOf<RecordingException>().With.Message.Contains(expected));

    [Test]
    public void What_a_block_says_of_its_length_costs_nothing_until_its_bytes_come()
    {
        var file = Convert.FromHexString("0a0d0d0a1c0000004d3c2b1a0100000000000000000000001c00000006000000" + "00000001" + new string('0', 1200));
        Read(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(file);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 * 1024));
    }

    [Test]
    public void The_interfaces_of_a_section_are_bounded()
    {
        var section = Convert.FromHexString("0a0d0d0a1c0000004d3c2b1a0100000000000000000000001c000000");
        var description = Convert.FromHexString("0100000014000000fc0000000000040014000000");
        byte[] Of(int count) => [.. section, .. Enumerable.Repeat(description, count).SelectMany(bytes => bytes)];
        Assert.That(Read([.. Of(65_536), .. Of(1)]), Is.Empty);
        Assert.That(() => Read(Of(65_537)), Throws.TypeOf<RecordingException>().With.Message.Contains("more than 65536 interfaces"));
    }

    [Test]
    public void Other_link_types_are_named()
    {
        var file = Ours(Session());
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(file.AsSpan().IndexOf((byte[])[252, 0, 0, 0])), 1);
        Assert.That(() => Read(file), Throws.TypeOf<RecordingException>().With.Message.Contains("link type 1; expected 252"));
    }

    [Test]
    public void No_damage_does_anything_but_an_error([Values] bool isUsb, [Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        var sound = isUsb ? UsbCapture.Of(Session()) : Ours(Session());
        for (var run = 0; run < 50; run++)
        {
            var file = sound.ToArray();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                file[random.Next(file.Length)] = random.Next(3) switch { 0 => 0xff, 1 => 0, _ => (byte)random.Next(256) };
            }

            try
            {
                foreach (var modem in Read(file).Values)
                {
                    ScenarioRecorder.Make(modem, new RecordingOptions { MaskKey = [1] });
                }
            }
            catch (RecordingException)
            {
                continue;
            }
        }
    }

    internal static List<RecordedTransfer> Session() => Conversation.Opened().After(12)
        .Ask(BasicConnect.DeviceCaps, MbimCommandType.Query).After(30).Answer(MbimStatus.Success, Conversation.Bytes(new DeviceCapsInfo { DeviceId = "490154203237518", FirmwareInfo = "1", HardwareInfo = "2", CustomDataClass = "" }))
        .Ask(BasicConnect.SignalState, MbimCommandType.Query).After(250).Answer(MbimStatus.Success, Conversation.Bytes(new SignalStateInfo { Rssi = 17 }))
        .After(2000).Indicate(BasicConnect.SignalState, Conversation.Bytes(new SignalStateInfo { Rssi = 3 })).Transfers;

    private static byte[] Ours(params List<RecordedTransfer>[] modems)
    {
        using var file = new MemoryStream();
        file.Write(PcapngBlocks.Section("test"));
        foreach (var (index, transfers) in modems.Index())
        {
            file.Write(PcapngBlocks.Interface($"modem{index}", ""));
            foreach (var transfer in transfers)
            {
                file.Write(PcapngBlocks.Packet(index, transfer.Direction == TransferDirection.ToHost, DateTimeOffset.UnixEpoch + transfer.Time, transfer.Bytes.Span, "a comment"));
            }
        }

        return file.ToArray();
    }

    private static IReadOnlyDictionary<string, List<RecordedTransfer>> Read(byte[] file) => CaptureReader.Read(new MemoryStream(file));

    private static string Yaml(IEnumerable<RecordedTransfer> transfers) => ScenarioRecorder.Make(transfers, new RecordingOptions()).Yaml;
}
