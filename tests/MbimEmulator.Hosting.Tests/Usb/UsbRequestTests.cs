using System.Buffers.Binary;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbRequestTests
{
    [Test]
    public async Task What_linux_sends_when_it_binds_cdc_mbim_is_answered()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        (ushort Code, ushort Value, ushort Index, ushort Length, int Expected)[] probe =
        [
            (0x8006, 0x0100, 0, 64, 18), (0x8006, 0x0100, 0, 18, 18), (0x8006, 0x0200, 0, 9, 9), (0x8006, 0x0200, 0, 95, 95), (0x8006, 0x0300, 0, 255, 4),
            (0x8006, 0x0302, 0x0409, 255, 36), (0x8006, 0x0301, 0x0409, 255, 28), (0x8006, 0x0303, 0x0409, 255, 32), (0x0009, 1, 0, 0, 0), (0x8006, 0x0304, 0x0409, 255, 26),
            (0x010B, 1, 1, 0, 0), (0x010B, 0, 1, 0, 0), (0xA180, 0, 0, 28, 28), (0x010B, 1, 1, 0, 0), (0x8006, 0x0305, 0x0409, 255, 20),
        ];
        foreach (var (code, value, index, length, expected) in probe)
        {
            var result = await client.ControlAsync(code, value, index, length);
            Assert.That((result.Status, result.Data.Length), Is.EqualTo((0, expected)), $"{code:x4} {value:x4}");
        }
    }

    [Test]
    public async Task Nothing_of_the_function_is_there_before_its_configuration()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await UsbIpClient.AttachAsync(modem.Address);
        Assert.That((await client.ControlAsync(0x8008, 0, 0, 1)).Data, Is.EqualTo(new byte[] { 0 }));
        Assert.That((await client.ControlAsync(0x2100, 0, 0, Host.OpenMessage(1))).Status, Is.EqualTo(UsbIpClient.Stall));
        Assert.That((await client.ControlAsync(0xA101, 0, 0, 4096)).Status, Is.EqualTo(UsbIpClient.Stall));
        Assert.That((await client.ControlAsync(0xA180, 0, 0, 28)).Status, Is.EqualTo(UsbIpClient.Stall));
        Assert.That((await client.InAsync(0x81, 64)).Status, Is.EqualTo(UsbIpClient.NoSuchEndpoint));
        Assert.That((await client.ControlAsync(0x010B, 1, 1)).Status, Is.EqualTo(UsbIpClient.Stall));
        await UsbModem.ConfigureAsync(client);
        Assert.That((await client.ControlAsync(0x8008, 0, 0, 1)).Data, Is.EqualTo(new byte[] { 1 }));
        await UsbModem.OpenAsync(client);
    }

    [Test]
    public async Task Without_its_alternate_setting_the_data_interface_has_no_endpoints()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        Assert.That((await client.ControlAsync(0x810A, 0, 1, 1)).Data, Is.EqualTo(new byte[] { 1 }));
        var waiting = client.SubmitIn(0x82, 16384);
        Assert.That((await client.ControlAsync(0x010B, 0, 1)).Status, Is.Zero);
        Assert.That((await client.ResultOf(waiting)).Status, Is.EqualTo(UsbIpClient.NoSuchEndpoint));
        Assert.That((await client.InAsync(0x82, 16384)).Status, Is.EqualTo(UsbIpClient.NoSuchEndpoint));
        Assert.That((await client.OutAsync(0x03, new byte[12])).Status, Is.EqualTo(UsbIpClient.NoSuchEndpoint));
        Assert.That((await client.ControlAsync(0x810A, 0, 1, 1)).Data, Is.EqualTo(new byte[] { 0 }));
    }

    [TestCase((ushort)0x0009, (ushort)2, (ushort)0, TestName = "A_configuration_that_there_is_not_stalls")]
    [TestCase((ushort)0x010B, (ushort)2, (ushort)1, TestName = "An_alternate_setting_that_there_is_not_stalls")]
    [TestCase((ushort)0x010B, (ushort)1, (ushort)0, TestName = "The_communication_interface_has_one_setting_alone")]
    [TestCase((ushort)0x010B, (ushort)0, (ushort)2, TestName = "An_interface_that_there_is_not_stalls")]
    [TestCase((ushort)0x2184, (ushort)1, (ushort)0, TestName = "SET_NTB_FORMAT_of_a_format_that_is_not_offered_stalls")]
    [TestCase((ushort)0x2184, (ushort)2, (ushort)0, TestName = "SET_NTB_FORMAT_of_a_format_that_there_is_not_stalls")]
    [TestCase((ushort)0x2184, (ushort)0, (ushort)1, TestName = "A_class_request_to_the_data_interface_stalls")]
    [TestCase((ushort)0x2188, (ushort)0, (ushort)0, TestName = "SET_MAX_DATAGRAM_SIZE_which_the_capabilities_deny_stalls")]
    [TestCase((ushort)0x218A, (ushort)0, (ushort)0, TestName = "SET_CRC_MODE_which_the_capabilities_deny_stalls")]
    [TestCase((ushort)0x0203, (ushort)1, (ushort)0x81, TestName = "A_feature_that_there_is_not_stalls")]
    [TestCase((ushort)0xC0FF, (ushort)0, (ushort)0, TestName = "A_vendor_request_stalls")]
    public async Task A_request_that_is_none(ushort code, ushort value, ushort index)
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        Assert.That((await client.ControlAsync(code, value, index)).Status, Is.EqualTo(UsbIpClient.Stall));
        await UsbModem.OpenAsync(client);
    }

    [Test]
    public async Task The_ntb_parameters_are_those_of_the_profile()
    {
        var profile = UsbModem.At(f => f with { Ntb = f.Ntb with { InMaxSize = 65536, OutMaxSize = 32768, Divisor = 8, Remainder = 6, Alignment = 16, OutMaxDatagrams = 40, OffersNtb32 = true } });
        await using var modem = await UsbModem.StartAsync(profile);
        await using var client = await modem.EnumerateAsync();
        Assert.That(
            Convert.ToHexStringLower((await client.ControlAsync(0xA180, 0, 0, 28)).Data),
            Is.EqualTo("1c00" + "0300" + "00000100" + "0800" + "0600" + "1000" + "0000" + "00800000" + "0800" + "0600" + "1000" + "2800"));
    }

    [Test]
    public async Task The_format_is_what_the_host_has_chosen_until_a_reset_of_function_interface_or_bus()
    {
        await using var modem = await UsbModem.StartAsync(UsbModem.At(f => f with { Ntb = f.Ntb with { OffersNtb32 = true } }));
        await using var client = await modem.EnumerateAsync();
        (ushort Code, ushort Value, ushort Index)[][] resets = [[(0x2105, 0, 0)], [(0x010B, 0, 1), (0x010B, 1, 1)], [(0x0009, 1, 0), (0x010B, 1, 1)]];
        foreach (var reset in resets)
        {
            Assert.That(await FormatAsync(client), Is.Zero);
            Assert.That((await client.ControlAsync(0x2184, 1)).Status, Is.Zero);
            Assert.That(await FormatAsync(client), Is.EqualTo(1));
            foreach (var (code, value, index) in reset)
            {
                Assert.That((await client.ControlAsync(code, value, index)).Status, Is.Zero);
            }
        }

        Assert.That(await FormatAsync(client), Is.Zero);
    }

    [TestCase("00080000", 0)]
    [TestCase("00400000", 0)]
    [TestCase("0010000002000000", 0)]
    [TestCase("ff070000", UsbIpClient.Stall)]
    [TestCase("01400000", UsbIpClient.Stall)]
    [TestCase("ffffffff", UsbIpClient.Stall)]
    [TestCase("000800", UsbIpClient.Stall)]
    [TestCase("", UsbIpClient.Stall)]
    public async Task An_input_size_is_taken_from_2048_to_dwNtbInMaxSize_in_both_forms(string data, int expected)
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        var bytes = Convert.FromHexString(data);
        Assert.That((await client.ControlAsync(0x2186, 0, 0, bytes)).Status, Is.EqualTo(expected));
        byte[] whole = expected == 0 ? [.. bytes, .. new byte[8 - bytes.Length]] : [0, 0x40, 0, 0, 0, 0, 0, 0];
        Assert.That((await client.ControlAsync(0xA185, 0, 0, 8)).Data, Is.EqualTo(whole));
        Assert.That((await client.ControlAsync(0xA185, 0, 0, 4)).Data, Is.EqualTo(whole[..4]));
    }

    [Test]
    public async Task A_halted_endpoint_stalls_and_tells_so_until_it_is_cleared()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        foreach (var endpoint in new byte[] { 0x81, 0x82, 0x03 })
        {
            Assert.That((await client.ControlAsync(0x8200, 0, endpoint, 2)).Data, Is.EqualTo(new byte[] { 0, 0 }));
            var waiting = endpoint == 3 ? 0 : client.SubmitIn(endpoint, 16384);
            Assert.That((await client.ControlAsync(0x0203, 0, endpoint)).Status, Is.Zero);
            Assert.That((await client.ControlAsync(0x8200, 0, endpoint, 2)).Data, Is.EqualTo(new byte[] { 1, 0 }));
            Assert.That(waiting == 0 ? UsbIpClient.Stall : (await client.ResultOf(waiting)).Status, Is.EqualTo(UsbIpClient.Stall));
            var next = endpoint == 3 ? await client.OutAsync(3, new byte[12]) : await client.InAsync(endpoint, 16384);
            Assert.That(next.Status, Is.EqualTo(UsbIpClient.Stall));
            Assert.That((await client.ControlAsync(0x0201, 0, endpoint)).Status, Is.Zero);
        }

        await UsbModem.OpenAsync(client);
    }

    [Test]
    public async Task RESET_FUNCTION_ends_the_session_and_abandons_what_is_under_way_without_a_word()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        for (var i = 2u; i < 5; i++)
        {
            await client.ControlAsync(0x2100, 0, 0, Host.Query(i, BasicConnectCid.DeviceCaps));
        }

        Assert.That((await client.ControlAsync(0x2105)).Status, Is.Zero);
        Assert.That((await client.ControlAsync(0xA101, 0, 0, 4096)).Data, Is.Empty);
        var answer = await UsbModem.AskAsync(client, Host.Query(9, BasicConnectCid.DeviceCaps));
        Assert.That(MessageHeader.Read(answer).Type, Is.EqualTo(MbimMessageType.FunctionError));
        await UsbModem.OpenAsync(client, 10);
    }

    private static async Task<int> FormatAsync(UsbIpClient client) => BinaryPrimitives.ReadUInt16LittleEndian((await client.ControlAsync(0xA183, 0, 0, 2)).Data);
}
