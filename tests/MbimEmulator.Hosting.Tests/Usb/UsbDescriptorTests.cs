using System.Text;
using MbimEmulator.Profiles;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbDescriptorTests
{
    private static readonly ModemProfile[] Profiles =
    [
        .. ModemProfile.Names.Select(ModemProfile.Load),
        new ModemProfile { Name = "without the extended descriptor", Usb = new UsbProfile { Mtu = 0 } },
        new ModemProfile { Name = "small transfers", Function = new FunctionProfile { MaxControlMessage = 64, MaxOutstandingCommands = 1 } },
    ];

    [TestCaseSource(nameof(Profiles)), Description("DES_02 of the USB-IF's MBIM compliance tests (MBIM 1.0, 6)")]
    public async Task A_function_of_mbim_alone_has_the_descriptors_that_the_specification_wants(ModemProfile profile)
    {
        await using var modem = await UsbModem.StartAsync(profile);
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        var configuration = (await client.ControlAsync(0x8006, 0x0200, 0, 255)).Data;
        Assert.That(configuration, Has.Length.LessThan(256));
        Assert.That(configuration[2] | (configuration[3] << 8), Is.EqualTo(configuration.Length), "wTotalLength");
        var descriptors = Split(configuration);

        var control = descriptors.Single(d => d[1] == 4 && d.AsSpan(5, 3).SequenceEqual((ReadOnlySpan<byte>)[0x02, 0x0E, 0x00]));
        var idle = descriptors.Single(d => d[1] == 4 && d[5] == 0x0A && d[4] == 0);
        var data = descriptors.Single(d => d[1] == 4 && d[5] == 0x0A && d[4] == 2);
        Assert.That((idle[2], idle[3], data[2], data[3]), Is.EqualTo(((byte)1, (byte)0, (byte)1, (byte)1)), "6.6#1: one interface, two alternate settings");
        Assert.That(data[5..8], Is.EqualTo(new byte[] { 0x0A, 0x00, 0x02 }));

        var ofControl = Between(descriptors, control, idle);
        var functional = ofControl.Where(d => d[1] == 0x24).ToList();
        var header = functional.Single(d => d[2] == 0x00);
        var union = functional.Single(d => d[2] == 0x06);
        var mbim = functional.Single(d => d[2] == 0x1B);
        var extended = functional.SingleOrDefault(d => d[2] == 0x1C);
        Assert.That(functional[0], Is.SameAs(header), "6.3#3");
        Assert.That((header.Length, header[3] | (header[4] << 8)), Is.EqualTo((5, 0x0120)));
        Assert.That(union, Is.EqualTo(new byte[] { 5, 0x24, 0x06, control[2], data[2] }), "6.3#4");
        Assert.That(mbim, Has.Length.EqualTo(12), "6.4#5");
        Assert.That(mbim[3] | (mbim[4] << 8), Is.EqualTo(0x0100), "6.4#6");
        Assert.That(mbim[5] | (mbim[6] << 8), Is.EqualTo((int)profile.Function.MaxControlMessage).And.AtLeast(64), "6.4#1");
        Assert.That(mbim[7], Is.AtLeast(16), "6.4#2");
        Assert.That(mbim[8], Is.AtMost(192), "6.4#3");
        Assert.That(mbim[9] | (mbim[10] << 8), Is.AtLeast(2048), "6.4#4");
        Assert.That(mbim[11] & 0b11010111, Is.Zero, "6.4#7");
        Assert.That(extended is null, Is.EqualTo(profile.Usb.Mtu == 0));
        if (extended is not null)
        {
            Assert.That(functional.IndexOf(extended), Is.GreaterThan(functional.IndexOf(mbim)), "6.5#1");
            Assert.That((extended.Length, extended[3] | (extended[4] << 8)), Is.EqualTo((8, 0x0100)), "6.5#2, 6.5#3");
            Assert.That(extended[5], Is.EqualTo(profile.Function.MaxOutstandingCommands), "6.5#4");
            Assert.That(extended[6] | (extended[7] << 8), Is.EqualTo(profile.Usb.Mtu));
        }

        var interrupt = ofControl.Single(d => d[1] == 5);
        Assert.That((interrupt.Length, interrupt[2] & 0x80, interrupt[3]), Is.EqualTo((7, 0x80, (byte)3)), "6.3#5");
        Assert.That(ofControl[^1], Is.SameAs(interrupt), "functional descriptors come first");
        Assert.That(Between(descriptors, idle, data), Is.Empty, "6.6#2");
        var bulk = descriptors.Skip(descriptors.IndexOf(data) + 1).ToList();
        Assert.That(bulk.Select(d => (d[1], d[3], d[4] | (d[5] << 8))), Is.All.EqualTo(((byte)5, (byte)2, 512)), "6.6#3");
        Assert.That(bulk.Select(d => d[2] & 0x80), Is.EquivalentTo(new[] { 0x80, 0 }), "6.6#3");

        var association = descriptors.Single(d => d[1] == 0x0B);
        Assert.That(association[2..7], Is.EqualTo(new byte[] { control[2], 2, 0x02, 0x0E, 0x00 }), "6.1#1");
    }

    [Test]
    public async Task The_device_descriptor_and_its_strings_are_those_of_the_modem()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        var device = (await client.ControlAsync(0x8006, 0x0100, 0, 64)).Data;
        Assert.That(Convert.ToHexStringLower(device), Is.EqualTo("12010002ef020140" + "09120100" + "0001" + "01020301"));
        Assert.That((await client.ControlAsync(0x8006, 0x0300, 0, 255)).Data, Is.EqualTo(new byte[] { 4, 3, 9, 4 }));
        Assert.That(
            await Task.WhenAll(Enumerable.Range(1, 5).Select(index => StringAsync(client, index))),
            Is.EqualTo(new[] { "MBIM Emulator", "MBIM Emulator LTE", "490154203237518", "MBIM Control", "MBIM Data" }));
    }

    [TestCase((ushort)0x0600, TestName = "A_device_qualifier_stalls")]
    [TestCase((ushort)0x0F00, TestName = "A_BOS_descriptor_stalls")]
    [TestCase((ushort)0x03EE, TestName = "Microsoft_s_string_stalls")]
    [TestCase((ushort)0x0306, TestName = "A_string_behind_the_last_stalls")]
    [TestCase((ushort)0x0201, TestName = "A_second_configuration_stalls")]
    [TestCase((ushort)0x2200, TestName = "A_descriptor_of_another_class_stalls")]
    public async Task A_descriptor_that_there_is_not(ushort value)
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        Assert.That(await client.ControlAsync(0x8006, value, 0, 255), Is.EqualTo(new UsbIpResult(UsbIpClient.Stall, 0, [])).Using<UsbIpResult>(Same));
        Assert.That((await client.ControlAsync(0x8006, 0x0100, 0, 18)).Status, Is.Zero);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(8)]
    [TestCase(9)]
    [TestCase(94)]
    public async Task A_descriptor_is_cut_at_the_length_that_was_asked_for(int length)
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        var whole = (await client.ControlAsync(0x8006, 0x0200, 0, 255)).Data;
        Assert.That((await client.ControlAsync(0x8006, 0x0200, 0, (ushort)length)).Data, Is.EqualTo(whole[..length]));
    }

    private static bool Same(UsbIpResult one, UsbIpResult other) =>
        one.Status == other.Status && one.ActualLength == other.ActualLength && one.Data.SequenceEqual(other.Data);

    private static async Task<string> StringAsync(UsbIpClient client, int index)
    {
        var descriptor = (await client.ControlAsync(0x8006, (ushort)(0x0300 | index), 0x0409, 255)).Data;
        Assert.That((descriptor[0], descriptor[1]), Is.EqualTo(((byte)descriptor.Length, (byte)3)));
        return Encoding.Unicode.GetString(descriptor.AsSpan(2));
    }

    private static List<byte[]> Split(byte[] configuration)
    {
        List<byte[]> descriptors = [];
        for (var at = 0; at < configuration.Length; at += configuration[at])
        {
            descriptors.Add(configuration[at..(at + configuration[at])]);
        }

        return descriptors;
    }

    private static List<byte[]> Between(List<byte[]> descriptors, byte[] first, byte[] last) =>
        [.. descriptors.Skip(descriptors.IndexOf(first) + 1).TakeWhile(d => d != last)];
}
