using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Sharing;

/// <summary>Many guests do things at random; each gets exactly its own answers and the notifications that its own list names.</summary>
public sealed class ManyGuestsModelTests
{
    [Test]
    public void Each_guest_gets_exactly_its_own([Range(1, 40)] int seed) => new Run(new Random(seed)).Play(300);

    private sealed class Run
    {
        private readonly Random _random;
        private readonly SharedModem _modem = new(new FunctionProfile { MaxOutstandingCommands = int.MaxValue, MaxControlMessage = 64, AcceptOversize = false });
        private readonly List<(MbimProtocol.Server.Transaction Transaction, byte[] Payload)> _atFunction = [];
        private readonly List<Model> _guests = [];
        private byte _payload;

        public Run(Random random)
        {
            _random = random;
            _modem.Group.Function.Dispatcher.OnCommand(
                TestHost.Service, 1, MbimCommandType.Query, (transaction, buffer) => _atFunction.Add((transaction, buffer.ToArray())));
        }

        public void Play(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                Act();
                foreach (var model in _guests)
                {
                    Assert.That(model.Guest.Received(), Is.EqualTo(model.Expected));
                    model.Expected.Clear();
                }
            }
        }

        private void Act()
        {
            var choice = _random.Next(100);
            if (_guests.Count == 0 || (choice < 8 && _guests.Count < 16))
            {
                Come();
            }
            else if (choice < 14)
            {
                var leaving = Pick();
                _guests.Remove(leaving);
                leaving.Guest.Link.Detach("gone");
            }
            else if (choice < 25)
            {
                var open = Pick();
                var isOpen = _random.Next(2) == 0;
                open.Guest.Send(w => Write(w, isOpen));
                open.Expected.Add(isOpen ? "OpenDone 900 Success" : "CloseDone 900 Success");
            }
            else if (choice < 60)
            {
                Command(Pick());
            }
            else if (choice < 80 && _atFunction.Count > 0)
            {
                Answer();
            }
            else if (choice < 90)
            {
                Subscribe(Pick());
            }
            else
            {
                Indicate();
            }
        }

        private Model Pick() => _guests[_random.Next(_guests.Count)];

        private void Come()
        {
            var model = new Model(_modem.Guest());
            model.Guest.Configure(1);
            model.Expected.Add("CommandDone 1 Success");
            _guests.Add(model);
        }

        private void Command(Model model)
        {
            var id = (uint)_random.Next(2, 6);
            var payload = new byte[_random.Next(1, 200)];
            Array.Fill(payload, ++_payload);
            var before = _atFunction.Count;
            model.Guest.Query(id, TestHost.Service, 1, payload);
            Assert.That(_atFunction, Has.Count.EqualTo(before + 1));
            Assert.That(_atFunction[^1].Payload, Is.EqualTo(payload));
            model.Outstanding.Add((payload, id));
        }

        private void Answer()
        {
            var index = _random.Next(_atFunction.Count);
            var (transaction, payload) = _atFunction[index];
            _atFunction.RemoveAt(index);
            foreach (var model in _guests)
            {
                var mine = model.Outstanding.FindIndex(outstanding => outstanding.Payload.AsSpan().SequenceEqual(payload));
                if (mine >= 0)
                {
                    model.Expected.Add($"CommandDone {model.Outstanding[mine].TransactionId} Success {Convert.ToHexStringLower(payload)}");
                    model.Outstanding.RemoveAt(mine);
                    break;
                }
            }

            _modem.Invoke(() => transaction.Complete(payload));
        }

        private void Subscribe(Model model)
        {
            model.WantsRadio = _random.Next(2) == 0;
            var other = new Guid(_random.Next(3), 0, 0, new byte[8]);
            (Guid, uint[])[] list = [(BasicConnect.Id, model.WantsRadio ? [3u, 11u] : [11u]), (other, [(uint)_random.Next(4)])];
            model.Guest.Subscribe(7, list);
            var answer = model.Guest.Received();
            Assert.That(answer, Has.Length.EqualTo(1));
            Assert.That(answer[0], Does.StartWith("CommandDone 7 Success 02000000"));
        }

        private void Indicate()
        {
            foreach (var model in _guests.Where(model => model.WantsRadio))
            {
                model.Expected.Add("IndicateStatus 0 CID 3 0100000001000000");
            }

            _modem.Invoke(() => _modem.Group.Function.Indicate(
                BasicConnect.RadioState, new RadioStateInfo { HwRadioState = RadioSwitchState.On, SwRadioState = RadioSwitchState.On }));
        }

        private static void Write(System.Buffers.IBufferWriter<byte> writer, bool isOpen)
        {
            if (isOpen)
            {
                MbimMessageWriter.WriteOpen(writer, 900, 4096);
            }
            else
            {
                MbimMessageWriter.WriteClose(writer, 900);
            }
        }
    }

    private sealed class Model(TestGuest guest)
    {
        public TestGuest Guest { get; } = guest;

        public bool WantsRadio { get; set; } = true;

        public List<string> Expected { get; } = [];

        public List<(byte[] Payload, uint TransactionId)> Outstanding { get; } = [];
    }
}
