using System.Buffers.Binary;
using MbimEmulator.Capture;

namespace MbimEmulator.Tests.Recording;

/// <summary>An exchange with the card as a packet of GSMTAP, by its bytes.</summary>
public class GsmTapTests
{
    private const int Block = 28;

    [TestCase("00b0000009", "0809101010325476989000", "00b00000090809101010325476989000", TestName = "Case 2: a header and the answer")]
    [TestCase("00a40004022fe2", "611c", "00a40004022fe2611c", TestName = "Case 3: with data")]
    [TestCase("00a4040407a000000087100200", "9000", "00a4040407a00000008710029000", TestName = "Case 4: T=0 has no Le behind data")]
    [TestCase("00200001", "63c3", "002000010063c3", TestName = "Case 1: T=0 has a header of five bytes always")]
    [TestCase("00b0000009", "", "00b0000009", TestName = "A card that was mute")]
    [TestCase("00b00000", "9000", "00b00000009000", TestName = "Without Le")]
    [TestCase("00d6000005010203", "6700", "00d60000050102036700", TestName = "What is no command stays as it is")]
    public void An_exchange_is(string command, string answer, string payload)
    {
        var packet = Packet(command, answer);
        Assert.Multiple(() =>
        {
            Assert.That(Convert.ToHexStringLower(packet[44..]), Is.EqualTo(payload));
            Assert.That(Convert.ToHexStringLower(packet[28..44]), Is.EqualTo("02040400000000000000000000000000"), "version 2, 16 bytes, type SIM, sub-type APDU");
        });
    }

    [Test]
    public void An_answer_to_reset_is_of_its_own_kind()
    {
        var packet = Packet("", "3b9f96");
        Assert.That(Convert.ToHexStringLower(packet[28..]), Is.EqualTo("020404000000000000000000010000003b9f96"));
    }

    [Test]
    public void It_goes_by_UDP_to_port_4729_with_a_right_checksum()
    {
        var packet = Packet("00b0000009", "9000");
        uint sum = 0;
        for (var i = 0; i < 20; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(i));
        }

        Assert.Multiple(() =>
        {
            Assert.That((sum & 0xFFFF) + (sum >> 16), Is.EqualTo(0xFFFF));
            Assert.That(BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)), Is.EqualTo(packet.Length));
            Assert.That((packet[0], packet[9]), Is.EqualTo((0x45, 17)));
            Assert.That(BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(22)), Is.EqualTo(4729));
            Assert.That(BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(24)), Is.EqualTo(packet.Length - 20));
        });
    }

    [Test]
    public void The_longest_exchange_has_room()
    {
        var packet = GsmTapBlocks.Packet(0, DateTimeOffset.UnixEpoch, new byte[261], new byte[65_535], comment: null);
        Assert.That(BinaryPrimitives.ReadUInt32LittleEndian(packet.AsSpan(20)), Is.EqualTo(ushort.MaxValue));
    }

    [Test]
    public void Whoever_reads_messages_passes_over_it()
    {
        var file = new MemoryStream();
        file.Write(PcapngBlocks.Section("test"));
        file.Write(GsmTapBlocks.Interface("modem0 SIM", ""));
        file.Write(PcapngBlocks.Interface("modem0", ""));
        file.Write(GsmTapBlocks.Packet(0, DateTimeOffset.UnixEpoch, [0, 0xB0, 0, 0, 9], [0x90, 0], "a comment"));
        file.Write(PcapngBlocks.Packet(1, toHost: false, DateTimeOffset.UnixEpoch, [1, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 16, 0, 0], null));
        file.Position = 0;
        Assert.That(CaptureReader.Read(file).Select(modem => (modem.Key, modem.Value.Count)), Is.EqualTo(new[] { ("modem0", 1) }));
    }

    private static byte[] Packet(string command, string answer)
    {
        var block = GsmTapBlocks.Packet(0, DateTimeOffset.UnixEpoch, Convert.FromHexString(command), Convert.FromHexString(answer), comment: null);
        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(20));
        return block[Block..(Block + length)];
    }
}
