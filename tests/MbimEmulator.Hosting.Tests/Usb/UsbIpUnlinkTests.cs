using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbIpUnlinkTests
{
    private const byte Session = 1;

    [Test]
    public async Task Unlinking_what_waits_gives_ECONNRESET_and_what_has_ended_or_never_was_gives_0()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        foreach (var endpoint in new byte[] { 0x81, 0x82 })
        {
            var waiting = Enumerable.Range(0, 45).Select(_ => client.SubmitIn(endpoint, 2048)).ToList();
            Assert.That(await Task.WhenAll(waiting.Select(client.UnlinkAsync)), Is.All.EqualTo(UsbIpClient.Unlinked));
            Assert.That(await Task.WhenAll(waiting.Select(client.UnlinkAsync)), Is.All.Zero);
        }

        var ended = client.Submit(0, 18, null, [0x80, 6, 0, 1, 0, 0, 18, 0]);
        await client.ResultOf(ended);
        Assert.That(await client.UnlinkAsync(ended), Is.Zero);
        Assert.That(await client.UnlinkAsync(0x7fffffff), Is.Zero);
        Assert.That(client.Violations, Is.Empty);
        await UsbModem.OpenAsync(client);
    }

    [Test]
    public async Task A_transfer_behind_an_unlinked_one_gets_what_that_one_would_have_got()
    {
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        var first = client.SubmitIn(0x81, 64);
        var second = client.SubmitIn(0x81, 64);
        Assert.That(await client.UnlinkAsync(first), Is.EqualTo(UsbIpClient.Unlinked));
        await client.ControlAsync(0x2100, 0, 0, Host.OpenMessage(1));
        Assert.That((await client.ResultOf(second)).Data, Has.Length.EqualTo(8));
        Assert.That(MessageHeader.Read((await client.ControlAsync(0xA101, 0, 0, 4096)).Data).Type, Is.EqualTo(MbimMessageType.OpenDone));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Fifty_thousand_random_submits_and_unlinks_are_each_answered_once(int seed)
    {
        var random = new Random(seed);
        await using var modem = await UsbModem.StartAsync();
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        await UsbModem.OpenDssAsync(client, Session);
        var block = Block();
        var submitted = new List<uint>();
        var unlinks = new List<Task<int>>();
        for (var i = 0u; i < 50_000; i++)
        {
            switch (random.Next(10))
            {
                case < 2:
                    submitted.Add(client.SubmitIn(0x81, random.Next(5) == 0 ? 4 : 64));
                    break;
                case < 4:
                    submitted.Add(client.SubmitIn(0x82, random.Next(5) == 0 ? 40 : 16384));
                    break;
                case 4:
                    submitted.Add(client.Submit(3, block.Length, block));
                    break;
                case 5:
                    var query = Host.Query(i + 1000, BasicConnectCid.SignalState);
                    submitted.Add(client.Submit(0, query.Length, query, [0x21, 0, 0, 0, 0, 0, (byte)query.Length, 0]));
                    break;
                case 6:
                    submitted.Add(client.Submit(0, 4096, null, [0xA1, 1, 0, 0, 0, 0, 0, 16]));
                    break;
                default:
                    // Mostly one that was submitted just now: it may be ending at this very moment.
                    var back = Math.Min(submitted.Count - 1, random.Next(random.Next(4) == 0 ? 1000 : 4));
                    unlinks.Add(client.UnlinkAsync(submitted.Count == 0 ? 1 : submitted[submitted.Count - 1 - back]));
                    break;
            }

            if (submitted.Count % 200 == 0 && submitted.Count > 0)
            {
                // A host has only so many under way; the oldest are given up.
                unlinks.AddRange(submitted.Skip(submitted.Count - 1000).Take(800).Where(sequence => !client.HasEnded(sequence)).Select(client.UnlinkAsync));
                await Task.WhenAll(unlinks);
            }
        }

        unlinks.AddRange(submitted.Where(sequence => !client.HasEnded(sequence)).Select(client.UnlinkAsync));
        var statuses = await Task.WhenAll(unlinks);
        var results = await Task.WhenAll(submitted.Select(client.ResultOf));
        Assert.That(client.Violations, Is.Empty);
        Assert.That(statuses.Distinct(), Is.EquivalentTo(new[] { 0, UsbIpClient.Unlinked }));
        Assert.That(results.Select(result => result.Status).Distinct(), Is.SubsetOf(new[] { 0, UsbIpClient.Unlinked, UsbIpClient.Stall }));
        Assert.That(results.Count(result => result.Status == UsbIpClient.Unlinked), Is.EqualTo(statuses.Count(status => status == UsbIpClient.Unlinked)));

        Assert.That((await client.ControlAsync(0x2105)).Status, Is.Zero);
        await UsbModem.OpenAsync(client, 77);
    }

    private static byte[] Block()
    {
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        writer.TryAdd(NtbStream.Dss(Session), new byte[100]);
        return writer.Finish().ToArray();
    }
}
