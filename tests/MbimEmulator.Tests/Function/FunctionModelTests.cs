using FsCheck;
using FsCheck.Fluent;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Function;

public sealed class FunctionModelTests
{
    private const int Limit = 3;

    private enum Step
    {
        Open,
        OpenTooSmall,
        Close,
        Hold,
        AnswerNow,
        AnswerLate,
        Cancel,
        Indicate,
        LoseConnection,
    }

    [Test]
    public void The_function_does_what_a_simple_model_says_for_any_sequence_of_events()
    {
        var steps = (from step in Gen.Choose(0, (int)Step.LoseConnection) from id in Gen.Choose(1, 5) select (Step: (Step)step, Id: (uint)id)).ArrayOf();
        Prop.ForAll(steps.ToArbitrary(), sequence =>
        {
            var host = new TestHost(new FunctionProfile { MaxOutstandingCommands = Limit });
            var handles = new List<Transaction>();
            host.Handle(1, (t, _) => handles.Add(t));
            host.Handle(2, (t, _) => t.Complete());
            var model = new Model();
            foreach (var (step, id) in sequence)
            {
                Act(host, handles, step, id);
                Assert.That(host.Received(), Is.EqualTo(model.Expect(step, id)), $"{step} {id} in {string.Join(", ", sequence)}");
                Assert.That(host.Function.OutstandingCommands, Is.EqualTo(model.Outstanding.Count));
            }
        }).QuickCheckThrowOnFailure();
    }

    private static void Act(TestHost host, List<Transaction> handles, Step step, uint id)
    {
        switch (step)
        {
            case Step.Open:
                host.Open(id);
                break;
            case Step.OpenTooSmall:
                host.Open(id, 63);
                break;
            case Step.Close:
                host.Close(id);
                break;
            case Step.Hold:
                host.Query(id, 1);
                break;
            case Step.AnswerNow:
                host.Query(id, 2);
                break;
            case Step.AnswerLate:
                handles.FindAll(h => !h.IsOutstanding || h.TransactionId == id).ForEach(h => h.Complete());
                break;
            case Step.Cancel:
                host.HostError(id, MbimProtocolError.Cancel);
                break;
            case Step.Indicate:
                host.Function.Indicate(BasicConnect.RadioState, default);
                break;
            default:
                host.Link.Detach("lost");
                host.Function.Indicate(BasicConnect.RadioState, default);
                host.Link = host.Attach("next");
                break;
        }
    }

    private sealed class Model
    {
        private bool _open;

        public HashSet<uint> Outstanding { get; } = [];

        public string[] Expect(Step step, uint id)
        {
            switch (step)
            {
                case Step.Open:
                    _open = true;
                    Outstanding.Clear();
                    return [$"OpenDone {id} Success"];
                case Step.OpenTooSmall:
                    return [$"FunctionError {id} MaxTransfer"];
                case Step.Close:
                    _open = false;
                    Outstanding.Clear();
                    return [$"CloseDone {id} Success"];
                case Step.Hold or Step.AnswerNow when !_open:
                    return [$"FunctionError {id} NotOpened"];
                case Step.Hold or Step.AnswerNow when Outstanding.Contains(id):
                    return [$"FunctionError {id} DuplicatedTid"];
                case Step.Hold or Step.AnswerNow when Outstanding.Count == Limit:
                    return [$"CommandDone {id} Busy"];
                case Step.Hold:
                    Outstanding.Add(id);
                    return [];
                case Step.AnswerNow:
                    return [$"CommandDone {id} Success"];
                case Step.AnswerLate:
                    return Outstanding.Remove(id) ? [$"CommandDone {id} Success"] : [];
                case Step.Cancel:
                    Outstanding.Remove(id);
                    return [];
                case Step.Indicate:
                    return _open ? ["IndicateStatus 0 CID 3 0000000000000000"] : [];
                default:
                    Outstanding.Clear();
                    return [];
            }
        }
    }
}
