using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimEmulator.Time;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>Random calls of several clients, who come and go, while the modem and the host do what they do: the service does what the model says.</summary>
public sealed class ServiceModelTests
{
    private const int Clients = 4;
    private const int StepsPerSeed = 10_000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private static readonly Guid[] Services =
    [
        new("11111111-0000-4000-8000-000000000001"), new("11111111-0000-4000-8000-000000000002"), new("11111111-0000-4000-8000-000000000003"),
    ];

    private static readonly int[] MaxInstances = [3, 1, 0];

    private static readonly MobileBroadbandCid[] Methods =
    [
        MobileBroadbandCid.QuerySupportedCommands, MobileBroadbandCid.OpenCommandSession, MobileBroadbandCid.CloseCommandSession,
        MobileBroadbandCid.SetCommand, MobileBroadbandCid.QueryCommand, MobileBroadbandCid.OpenDataSession, MobileBroadbandCid.OpenDataSession,
        MobileBroadbandCid.CloseDataSession, MobileBroadbandCid.WriteData,
    ];

    [Test]
    public async Task The_service_does_what_the_documentation_says([Range(1, 10)] int seed)
    {
        await using var run = new Run(seed);
        for (var step = 0; step < StepsPerSeed; step++)
        {
            run.Step();
            run.Check($"seed {seed}, step {step}: {run.Last}");
        }

        run.Finish();
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly Random _random;
        private readonly VirtualClock _clock = new();
        private readonly ModemGroup _modem;
        private readonly SessionModel _model = new(3, MaxInstances);
        private readonly WireClient?[] _clients = new WireClient?[Clients];
        private readonly uint[][] _handles = new uint[Clients][];
        private uint _lastRequestId;

        public Run(int seed)
        {
            _random = new Random(seed);
            _modem = new ModemGroup(new ModemGroupOptions
            {
                TimeProvider = _clock,
                Profile = TestHost.Quiet with
                {
                    MaxDssSessions = 3,
                    MobileBroadband = new MobileBroadbandProfile(),
                    Function = new FunctionProfile { Ntb = new NtbProfile { InMaxSize = 2048, OutMaxSize = 2048 } },
                    Timings = new TimingsProfile { DssConnect = Tick },
                    DeviceServices = new DeviceServicesProfile
                    {
                        Services =
                        [
                            .. Services.Select((id, index) => new DeviceServiceProfile
                            {
                                Name = $"service {index}",
                                Id = id,
                                Cids = [1, 2],
                                HostToDevice = MaxInstances[index] > 0,
                                DeviceToHost = MaxInstances[index] > 0,
                                MaxDssInstances = MaxInstances[index],
                            }),
                        ],
                    },
                },
            });
            for (var client = 0; client < Clients; client++)
            {
                Connect(client);
            }
        }

        public string Last { get; private set; } = "";

        public void Step()
        {
            var dice = _random.Next(1000);
            if (dice < 700)
            {
                Call();
            }
            else if (dice < 900)
            {
                Do("tick", _model.Tick, Tick);
            }
            else if (dice < 950)
            {
                Reconnect(_random.Next(Clients));
            }
            else if (dice < 960)
            {
                Do("reset", () => Order(_model.IsPresent ? _modem.ResetAsync() : Task.CompletedTask), _model.Reset);
            }
            else if (dice < 970)
            {
                Do("remove", () => Order(_modem.RemoveAsync()), _model.Remove);
            }
            else if (dice < 985)
            {
                Do("insert", () => Order(_modem.InsertAsync()), _model.Insert);
            }
            else if (_model.IsAsleep)
            {
                Do("resume", () => Order(_modem.Service.ResumeAsync()), _model.Resume);
            }
            else if (dice < 990)
            {
                Do("sleep", () => Order(_modem.Service.SleepAsync()), _model.Sleep);
            }
        }

        public void Check(string message)
        {
            for (var client = 0; client < Clients; client++)
            {
                var events = _clients[client]!.TakeEvents();
                var completions = events.Where(e => e.Cid <= MobileBroadbandCid.WriteData)
                    .Select(e => (client, RequestId: BitConverter.ToUInt32(e.Buffer, 4), Status: (HResult)BitConverter.ToUInt32(e.Buffer, 8)));
                Assert.That(completions, Is.EquivalentTo(_model.Expected.Where(e => e.Client == client)), message);
                if (!_model.IsAsleep)
                {
                    var told = events.Where(e => e.Cid is MobileBroadbandCid.InterfaceStateChange or MobileBroadbandCid.SessionsStateChange)
                        .Select(e => (e.Cid, BitConverter.ToUInt32(e.Buffer, e.Buffer.Length > 8 ? 8 : 4)));
                    Assert.That(told, Is.EqualTo(_model.Told), message);
                }
            }

            _model.Expected.Clear();
            if (!_model.IsAsleep)
            {
                _model.Told.Clear();
            }

            Assert.That(_modem.Modem.OpenDssSessions, Has.Count.LessThanOrEqualTo(_model.Places), message);
        }

        public void Finish()
        {
            Order(_modem.InsertAsync());
            Order(_modem.Service.ResumeAsync());
            _clock.Advance(TimeSpan.FromSeconds(2));
            for (var client = 0; client < Clients; client++)
            {
                _clients[client]!.Link.Detach("done");
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.That(_modem.Modem.OpenDssSessions, Is.Empty);
            for (var i = 0; i < 3; i++)
            {
                var client = new WireClient(_modem.Service);
                Assert.That(client.CallOn(MobileBroadbandCid.OpenDataSession, client.Find(_modem, Services[0])).Result, Is.EqualTo(HResult.Ok));
            }
        }

        public ValueTask DisposeAsync() => _modem.DisposeAsync();

        private static void Order(Task task) => Assert.That(task.Wait(TimeSpan.FromSeconds(30)));

        private void Do(string name, Action model, TimeSpan time)
        {
            Last = name;
            model();
            _clock.Advance(time);
        }

        private void Do(string name, Action order, Action model)
        {
            Last = name;
            order();
            model();
            _clock.Advance(TimeSpan.Zero);
        }

        private void Call()
        {
            var method = Methods[_random.Next(Methods.Length)];
            var client = _random.Next(Clients);
            var service = _random.Next(Services.Length);
            var length = _random.Next(100) < 5 ? 3000 : _random.Next(20);
            Last = $"{method} of client {client}, service {service}";
            var expected = _model.Judge(method, client, service, length);
            var handle = _handles[client][service];
            var (result, id) = method switch
            {
                MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand => _clients[client]!.Command(method, handle, 1, 1, 2, 3),
                MobileBroadbandCid.WriteData => _clients[client]!.Write(handle, new byte[length]),
                _ => _clients[client]!.CallOn(method, handle),
            };
            Assert.That(result, Is.EqualTo(expected), Last);
            if (result == HResult.Ok)
            {
                Assert.That(id, Is.GreaterThan(_lastRequestId), Last);
                _lastRequestId = id;
                _model.Accept(method, client, service, id);
            }

            var open = _clients[client]!.CallOn(MobileBroadbandCid.IsDataSessionOpen, handle).Value;
            Assert.That(open == 1, Is.EqualTo(_model.IsOpen(client, service)), Last);
        }

        private void Reconnect(int client)
        {
            Last = $"reconnect of client {client}";
            _clients[client]!.Link.Detach("gone");
            _model.Disconnect(client);
            if (_model.IsPresent && !_model.IsAsleep)
            {
                Connect(client);
                return;
            }

            // Handles can only be had while the modem is there.
            Last += " waits for the modem";
            Do("resume", () => Order(_modem.Service.ResumeAsync()), _model.Resume);
            Do("insert", () => Order(_modem.InsertAsync()), _model.Insert);
            var others = _model.Told.ToList();
            Connect(client);
            foreach (var (cid, state) in others)
            {
                // The newcomer was not there to be told.
                _clients[client]!.Events.Enqueue((cid, Told(state)));
            }
        }

        private static byte[] Told(uint state) => [.. new byte[8], .. BitConverter.GetBytes(state)];

        private void Connect(int client)
        {
            _clients[client] = new WireClient(_modem.Service, $"client {client}");
            _handles[client] = [.. Services.Select(service => _clients[client]!.Find(_modem, service))];
        }
    }
}
