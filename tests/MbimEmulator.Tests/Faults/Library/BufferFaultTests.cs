using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.Tests.Faults.Library.LibraryBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class BufferFaultTests
{
    // DEVICE_CAPS_INFO: offset and size of DeviceId behind eight numbers and CustomDataClass.
    private const int DeviceIdOffset = MbimMessage.CommandHeaderSize + 40;
    private const int DeviceIdSize = DeviceIdOffset + 4;

    [Test]
    public void T32_the_information_buffer_is_cut_short()
    {
        var bench = Opened("T32");
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([Shortened(bench.TakeSoundAnswer(), 4)]));
    }

    [TestCase("offset", DeviceIdOffset, 0x7FFF_FFF0u)]
    [TestCase("size", DeviceIdSize, 0x7FFF_FFF0u)]
    [TestCase("unaligned", DeviceIdOffset, 66u)]
    [TestCase("odd", DeviceIdSize, 29u)]
    [TestCase("surrogate", MbimMessage.CommandHeaderSize + 64, 0x0039_D800u)]
    public void T33_a_strings_offset_size_or_characters_cannot_be(string defect, int place, uint number)
    {
        var bench = Opened("T33", ("defect", defect));
        bench.Query(BasicConnect.DeviceCaps);
        var sound = bench.TakeSoundAnswer();
        Assert.That(bench.Take(), Is.EqualTo([With(sound, place, number)]));
        bench.Query(BasicConnect.DeviceCaps);
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()), "only once");
    }

    [Test]
    public void T34_a_tlv_is_longer_than_the_buffer()
    {
        var profile = new ModemProfile();
        var bench = new LibraryBench(profile with { Function = profile.Function with { MaxExtendedVersion = MbimExVersion.V3 } }, CarrierKind.InProcess, "T34");
        bench.Open();
        bench.Advance(1000);
        bench.Query(MsBasicConnectExtensions.Version, 0, 1, 0, 3);
        bench.Fresh();
        bench.Set(BasicConnect.Connect, ModemBench.Activation(), MbimExVersion.V3);
        bench.Advance(1000);

        var sound = bench.TakeSound();
        var done = Array.FindIndex(sound, message => MessageHeader.Read(message).Type == MbimMessageType.CommandDone);

        // MBIM_CONNECT_INFO of MBIMEx 3.0: six numbers and a UUID of 16 bytes, then the TLV with AccessString: type, reserved, padding, length.
        const int Length = MbimMessage.CommandHeaderSize + (6 * 4) + 16 + 4;
        Assert.That(BitConverter.ToUInt32(sound[done], Length), Is.EqualTo(2 * "internet".Length));
        sound[done] = With(sound[done], Length, 0x7FFF_FFF0);
        Assert.That(bench.Take(), Is.EqualTo(sound));
    }

    [Test]
    public void T35_a_list_has_more_elements_than_could_ever_be()
    {
        var bench = Opened("T35");
        bench.Query(BasicConnect.DeviceServices);
        Assert.That(bench.Take(), Is.EqualTo([With(bench.TakeSoundAnswer(), MbimMessage.CommandHeaderSize, 0x4000_0000)]));
    }
}
