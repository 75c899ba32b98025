using MbimEmulator.Profiles;
using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Tests.Usb;

/// <summary>Modems whose USB descriptors differ from what the specification wants, as real ones do.</summary>
public sealed class UsbVariantTests
{
    [Test]
    public async Task A_modem_without_a_union_descriptor_has_all_the_others()
    {
        var plain = await ConfigurationAsync("");
        var without = await ConfigurationAsync("unionDescriptor: false");
        var union = new byte[] { 5, 0x24, 0x06, 0, 1 };
        var at = plain.AsSpan().IndexOf(union);
        byte[] expected = [.. plain.AsSpan(0, at), .. plain.AsSpan(at + union.Length)];
        expected[2] = (byte)expected.Length;
        Assert.That(without, Is.EqualTo(expected));
    }

    [Test]
    public async Task Interfaces_have_the_numbers_of_the_profile_and_are_asked_by_them()
    {
        await using var modem = await StartAsync("interfaceNumber: 12");
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        var configuration = (await client.ControlAsync(0x8006, 0x0200, 0, 255)).Data;
        Assert.That(Interfaces(configuration), Is.EqualTo(new[] { "12.0 020e00", "13.0 0a0002", "13.1 0a0002" }));
        Assert.That(configuration.AsSpan().IndexOf((ReadOnlySpan<byte>)[5, 0x24, 0x06, 12, 13]), Is.Positive, "the union");
        Assert.That(configuration.AsSpan().IndexOf((ReadOnlySpan<byte>)[8, 0x0B, 12, 2]), Is.Positive, "the association");
        Assert.That((await client.ControlAsync(0x0009, 1)).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0x010B, 1, 1)).Status, Is.EqualTo(UsbIpClient.Stall), "no interface 1");
        Assert.That((await client.ControlAsync(0x010B, 1, 13)).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0xA180, 0, 0, 28)).Status, Is.EqualTo(UsbIpClient.Stall), "no interface 0");
        Assert.That((await client.ControlAsync(0xA180, 0, 12, 28)).Data, Has.Length.EqualTo(28));
        Assert.That((await client.ControlAsync(0x2100, 0, 12, Host.OpenMessage(1))).Status, Is.Zero);
        Assert.That((await client.InAsync(0x81, 64)).Data, Is.EqualTo(new byte[] { 0xA1, 1, 0, 0, 12, 0, 0, 0 }));
        Assert.That(MessageHeader.Read((await client.ControlAsync(0xA101, 0, 12, 4096)).Data).Type, Is.EqualTo(MbimMessageType.OpenDone));
    }

    [Test]
    public async Task A_data_interface_that_does_not_follow_has_no_association()
    {
        var configuration = await ConfigurationAsync("interfaceNumber: 3, dataInterfaceNumber: 8");
        Assert.That(Interfaces(configuration), Is.EqualTo(new[] { "3.0 020e00", "8.0 0a0002", "8.1 0a0002" }));
        Assert.That(configuration.AsSpan().IndexOf((ReadOnlySpan<byte>)[8, 0x0B]), Is.Negative);
    }

    [Test]
    public async Task The_function_is_in_one_of_several_configurations()
    {
        await using var modem = await StartAsync("configurations: 3, mbimConfiguration: 3");
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        Assert.That((await client.ControlAsync(0x8006, 0x0100, 0, 18)).Data[17], Is.EqualTo(3));
        for (byte value = 1; value <= 3; value++)
        {
            var configuration = (await client.ControlAsync(0x8006, (ushort)(0x0200 + value - 1), 0, 255)).Data;
            Assert.That((configuration[5], configuration[2]), Is.EqualTo((value, (byte)configuration.Length)));
            Assert.That(Interfaces(configuration), Is.EqualTo(value == 3 ? ["0.0 020e00", "1.0 0a0002", "1.1 0a0002"] : new[] { "0.0 ffffff" }));
        }

        Assert.That((await client.ControlAsync(0x8006, 0x0203, 0, 255)).Status, Is.EqualTo(UsbIpClient.Stall));
        Assert.That((await client.ControlAsync(0x0009, 1)).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0xA180, 0, 0, 28)).Status, Is.EqualTo(UsbIpClient.Stall), "nothing of the function in the first one");
        Assert.That((await client.ControlAsync(0x010B, 1, 1)).Status, Is.EqualTo(UsbIpClient.Stall));
        Assert.That((await client.InAsync(0x81, 64)).Status, Is.EqualTo(UsbIpClient.NoSuchEndpoint));
        Assert.That((await client.ControlAsync(0x0009, 4)).Status, Is.EqualTo(UsbIpClient.Stall));
        Assert.That((await client.ControlAsync(0x0009, 3)).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0x010B, 1, 1)).Status, Is.Zero);
        await UsbModem.OpenAsync(client);
    }

    [Test]
    public async Task Strings_and_class_codes_are_those_of_the_profile()
    {
        await using var modem = await StartAsync("serialNumber: \"\", controlName: Modem, dataName: \"\", deviceClass: \"000000\", controlClass: \"ff0000\", dataClass: ff0001");
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        var device = (await client.ControlAsync(0x8006, 0x0100, 0, 18)).Data;
        Assert.That((device[4], device[5], device[6], device[16]), Is.EqualTo(((byte)0, (byte)0, (byte)0, (byte)0)), "class triple, iSerialNumber");
        var configuration = (await client.ControlAsync(0x8006, 0x0200, 0, 255)).Data;
        Assert.That(Interfaces(configuration), Is.EqualTo(new[] { "0.0 ff0000", "1.0 ff0001", "1.1 ff0001" }));
        Assert.That((await client.ControlAsync(0x8006, 0x0304, 0x0409, 255)).Data, Is.EqualTo(new byte[] { 12, 3, (byte)'M', 0, (byte)'o', 0, (byte)'d', 0, (byte)'e', 0, (byte)'m', 0 }));
        Assert.That((await client.ControlAsync(0x8006, 0x0303, 0x0409, 255)).Status, Is.EqualTo(UsbIpClient.Stall));
        Assert.That((await client.ControlAsync(0x8006, 0x0305, 0x0409, 255)).Status, Is.EqualTo(UsbIpClient.Stall));
    }

    [Test]
    public async Task A_modem_of_32_bit_blocks_alone_refuses_the_others_and_begins_with_its_own()
    {
        await using var modem = await StartAsync("ntb32Only: true");
        await using var client = await modem.EnumerateAsync();
        Assert.That((await client.ControlAsync(0xA180, 0, 0, 28)).Data[2..4], Is.EqualTo(new byte[] { 2, 0 }), "bmNtbFormatsSupported");
        Assert.That((await client.ControlAsync(0xA183, 0, 0, 2)).Data, Is.EqualTo(new byte[] { 1, 0 }));
        Assert.That((await client.ControlAsync(0x2184, 0, 0)).Status, Is.EqualTo(UsbIpClient.Stall));
        Assert.That((await client.ControlAsync(0x2184, 1, 0)).Status, Is.Zero);
        await UsbModem.OpenAsync(client);
        Assert.That(await UsbModem.OpenDssAsync(client, session: 1), Is.EqualTo(MbimStatus.Success));
        var block = client.SubmitIn(0x82, 16384);
        await client.OutAsync(0x03, Block32([1, 2, 3]));
        Assert.That((await client.ResultOf(block)).Data[..4], Is.EqualTo("ncmh"u8.ToArray()), "a 32-bit block comes back");
    }

    [Test]
    public async Task A_guest_of_qemu_is_told_of_the_same_interfaces()
    {
        await using var modem = await RedirModem.StartAsync(profile: Profile("interfaceNumber: 12, configurations: 2, mbimConfiguration: 2"));
        await using var guest = await RedirGuest.ConnectAsync(modem.Address, RedirGuest.AllCapabilities);
        await guest.NextAsync(5);
        Assert.That(Numbers(await guest.NextAsync(4)), Is.EqualTo(new byte[] { 12, 13 }));
        await guest.NextAsync(1);
        Assert.That(Numbers(await ChooseAsync(guest, 1)), Is.EqualTo(new byte[] { 0 }));
        Assert.That(Numbers(await ChooseAsync(guest, 2)), Is.EqualTo(new byte[] { 12, 13 }));
        var id = await guest.SendAsync(9, 13, 1);
        var endpoints = await guest.NextAsync(5);
        Assert.That((endpoints[16 + 2], endpoints[3]), Is.EqualTo(((byte)2, (byte)2)), "both bulk endpoints are there");
        await guest.NextAsync(4);
        Assert.That(await guest.NextAsync(11, id), Is.EqualTo(new byte[] { 0, 13, 1 }));
    }

    [TestCase("interfaceNumber: 31", "interfaceNumber: '31'")]
    [TestCase("dataInterfaceNumber: 0", "0, the number of the communication interface; expected a different one")]
    [TestCase("configurations: 9", "a number from 1 to 8")]
    [TestCase("mbimConfiguration: 2", "configuration 2 of 1; expected at most 'configurations'")]
    [TestCase("controlClass: 2/14/0", "six hexadecimal digits")]
    public void What_no_device_can_have_is_a_mistake(string usb, string expected) =>
        Assert.That(() => Profile(usb), Throws.Exception.With.Message.Contains(expected));

    private static async Task<byte[]> ChooseAsync(RedirGuest guest, byte configuration)
    {
        var id = await guest.SendAsync(6, configuration);
        await guest.NextAsync(5);
        var interfaces = await guest.NextAsync(4);
        Assert.That(await guest.NextAsync(8, id), Is.EqualTo(new byte[] { 0, configuration }));
        return interfaces;
    }

    private static byte[] Numbers(byte[] interfaceInfo) => interfaceInfo[4..(4 + interfaceInfo[0])];

    private static ModemProfile Profile(string usb) => ModemProfile.Parse("usb", $"usb: {{ {usb} }}");

    private static Task<UsbModem> StartAsync(string usb) => UsbModem.StartAsync(Profile(usb));

    private static async Task<byte[]> ConfigurationAsync(string usb)
    {
        await using var modem = await StartAsync(usb);
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        return (await client.ControlAsync(0x8006, 0x0200, 0, 255)).Data;
    }

    private static List<string> Interfaces(byte[] configuration)
    {
        List<string> interfaces = [];
        for (var at = 0; at < configuration.Length; at += configuration[at])
        {
            if (configuration[at + 1] == 4)
            {
                interfaces.Add($"{configuration[at + 2]}.{configuration[at + 3]} {Convert.ToHexStringLower(configuration.AsSpan(at + 5, 3))}");
            }
        }

        return interfaces;
    }

    // NTH32, one datagram of stream 1 of device services, NDP32 (USB NCM 1.0, 3; MBIM 1.0, 7).
    private static byte[] Block32(byte[] datagram)
    {
        var block = new byte[16 + 4 + 32];
        "ncmh"u8.CopyTo(block);
        block[4] = 16;
        block[8] = (byte)block.Length;
        block[12] = 20;
        datagram.CopyTo(block, 16);
        "dss"u8.CopyTo(block.AsSpan(20));
        block[23] = 1;
        block[24] = 32;
        block[36] = 16;
        block[40] = (byte)datagram.Length;
        return block;
    }
}
