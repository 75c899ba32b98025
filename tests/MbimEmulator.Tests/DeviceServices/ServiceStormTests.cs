using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimEmulator.Time;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>Many clients want the last places at once.</summary>
public sealed class ServiceStormTests
{
    private const int Clients = 64;
    private const int Limit = 16;
    private const int Rounds = 2_500;

    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");
    private static readonly TimeSpan Connecting = TimeSpan.FromMilliseconds(10);

    [Test]
    public async Task Of_64_clients_exactly_16_get_a_place_and_one_more_for_each_that_closes([Range(1, 4)] int seed)
    {
        var random = new Random(seed);
        var clock = new VirtualClock();
        await using var modem = new ModemGroup(new ModemGroupOptions
        {
            TimeProvider = clock,
            Profile = TestHost.Quiet with
            {
                MaxDssSessions = Limit,
                Timings = new TimingsProfile { DssConnect = Connecting },
                DeviceServices = new DeviceServicesProfile { Services = [TestHost.Quiet.DeviceServices.Services[0] with { MaxDssInstances = Limit }] },
            },
        });
        var clients = Enumerable.Range(0, Clients).Select(i => new WireClient(modem.Service, $"client {i}")).ToArray();
        var handles = clients.ToDictionary(client => client, client => client.Find(modem, Echo));
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(clients);
            var results = clients.Select(client => client.CallOn(MobileBroadbandCid.OpenDataSession, handles[client]).Result).ToList();
            Assert.That(results.Take(Limit), Is.All.EqualTo(HResult.Ok));
            Assert.That(results.Skip(Limit), Is.All.EqualTo(HResult.TooManySessions));
            clock.Advance(Connecting);
            var inside = clients.Take(Limit).ToList();
            Assert.That(inside.Select(client => client.TakeCompletions().Single().Status), Is.All.EqualTo(HResult.Ok));

            var leaving = inside[random.Next(Limit)];
            Assert.That(leaving.CallOn(MobileBroadbandCid.CloseDataSession, handles[leaving]).Result, Is.EqualTo(HResult.Ok));
            Assert.That(clients[^1].CallOn(MobileBroadbandCid.OpenDataSession, handles[clients[^1]]).Result, Is.EqualTo(HResult.TooManySessions));
            clock.Advance(Connecting);
            Assert.That(leaving.TakeCompletions().Single().Status, Is.EqualTo(HResult.Ok));
            var outside = clients.Skip(Limit).ToList();
            var second = outside.Select(client => client.CallOn(MobileBroadbandCid.OpenDataSession, handles[client]).Result).ToList();
            Assert.That(second.Count(result => result == HResult.Ok), Is.EqualTo(1));
            Assert.That(second.Count(result => result == HResult.TooManySessions), Is.EqualTo(Clients - Limit - 1));
            clock.Advance(Connecting);
            inside.Remove(leaving);
            inside.Add(outside[0]);
            inside.ForEach(client => client.CallOn(MobileBroadbandCid.CloseDataSession, handles[client]));
            clock.Advance(Connecting);
            inside.ForEach(client => client.TakeEvents());
            Assert.That(modem.Modem.OpenDssSessions, Is.Empty);
        }
    }
}
