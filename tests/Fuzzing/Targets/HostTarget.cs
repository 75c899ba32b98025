using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>The host against any modem: every request ends exactly once.</summary>
internal static class HostTarget
{
    private static readonly HostCommand Query = new(BasicConnect.Id, 3, MbimCommandType.Query, TimeSpan.FromSeconds(10));

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        var handler = new Handler();
        using var host = new MbimHost<int>(new MbimHostOptions { MaxControlTransfer = 64 }, handler);
        var now = TimeSpan.FromDays(1);
        host.Open(now, handler.Begin());
        var steps = new Steps(data);
        while (steps.MoveNext())
        {
            switch (steps.Kind)
            {
                case 1:
                    now += TimeSpan.FromMilliseconds(steps.Number % 40_000);
                    host.Tick(now);
                    break;
                case 2 when host.State == MbimHostState.Open && host.OutstandingCount < 16:
                    host.Command(Query, steps.Bytes, now, handler.Begin());
                    break;
                case 3 when host.State == MbimHostState.Open:
                    host.Close(now, handler.Begin());
                    break;
                case 4 when host.State == MbimHostState.Closed:
                    host.Open(now, handler.Begin());
                    break;
                default:
                    host.Receive(steps.Bytes, now);
                    break;
            }
        }

        host.Disconnect();
        Finding.Unless(handler.Waiting.Count == 0, $"{handler.Waiting.Count} requests never ended");
    }

    public static IReadOnlyList<byte[]> Seeds()
    {
        var opened = Messages.Of(writer => MbimMessageWriter.WriteOpenDone(writer, 1, MbimStatus.Success));
        var closed = Messages.Of(writer => MbimMessageWriter.WriteCloseDone(writer, 3, MbimStatus.Success));
        var answer = Messages.Of(writer => MbimMessageWriter.WriteCommandDone(writer, 2, BasicConnect.Id, 3, MbimStatus.Success, new byte[200]));
        var error = Messages.Of(writer => MbimMessageWriter.WriteFunctionError(writer, 2, MbimProtocolError.NotOpened));
        var indication = Messages.Of(writer => MbimMessageWriter.WriteIndicateStatus(writer, BasicConnect.Id, 3, new byte[8]));
        return
        [
            Steps.Of([(0, opened), (2, []), (0, indication), .. Messages.Fragments(answer, 64).Select(fragment => ((byte)0, fragment)), (3, []), (0, closed), (4, [])]),
            Steps.Of((0, opened), (2, new byte[100]), (0, error), (1, [0x10, 0x27]), (2, []), (1, [0xff, 0xff])),
        ];
    }

    private sealed class Handler : IMbimHostHandler<int>
    {
        private int _last;

        public HashSet<int> Waiting { get; } = [];

        public int Begin()
        {
            Waiting.Add(++_last);
            return _last;
        }

        public void Send(ReadOnlySpan<byte> transfer) => Finding.Unless(transfer.Length <= 64, $"sent {transfer.Length} bytes; at most 64 are allowed");

        public void Completed(in HostCompletion completion, int state) => Finding.Unless(Waiting.Remove(state), $"request {state} ended twice");

        public void Indicated(in MbimMessage indication) =>
            Finding.Unless(indication.Type == MbimMessageType.IndicateStatus, $"{indication.Type} as a notification");
    }
}
