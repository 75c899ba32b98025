using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Host;
using MbimProtocol.Messages;

namespace MbimClient;

/// <summary>A request whose answer has a type. The answer is read where it arrives, so that its bytes need no copy.</summary>
internal sealed class PendingRequest<TResponse>(DeviceSession session, TimeSpan timeout, MbimExVersion version) : PendingRequest(session, timeout)
    where TResponse : IInformationBuffer<TResponse>
{
    // Continuations are the user's code: they must not run on the thread that reads. Under virtual time they are part of counted work.
    private readonly TaskCompletionSource<TResponse> _source =
        new(session.Work is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);

    private bool _isEnded;

    public Task<TResponse> Task => _source.Task;

    public override bool IsEnded => _isEnded;

    /// <summary>Runs with the answer before anything that came after it is looked at.</summary>
    public Action<TResponse>? Answered { get; init; }

    public override void Complete(in HostCompletion completion)
    {
        _isEnded = true;
        if (completion.Outcome == HostOutcome.Cancelled)
        {
            Finish(() => _source.TrySetCanceled(CancelledBy));
        }
        else if (completion.Outcome != HostOutcome.Answered || completion.Status != MbimStatus.Success)
        {
            Fail(Failure(completion));
        }
        else if (TResponse.TryRead(completion.InformationBuffer, version, MbimReadMode.Tolerant, out var response, out var error))
        {
            Answered?.Invoke(response);
            Succeed(response);
        }
        else
        {
            Fail(new MbimAnswerException(Name(completion), error));
        }
    }

    private void Fail(MbimException exception) => Finish(() => _source.TrySetException(exception));

    private void Succeed(TResponse response)
    {
        if (IsGivenOut && Session.Work is { } work)
        {
            SucceedAsWork(work, response);
        }
        else
        {
            _source.TrySetResult(response);
        }
    }

    // Apart, because what a lambda captures costs memory wherever it is in scope.
    private void SucceedAsWork(IWorkQueue work, TResponse response) => work.Queue(() => _source.TrySetResult(response));

    private void Finish(Action finish)
    {
        if (IsGivenOut && Session.Work is { } work)
        {
            work.Queue(finish);
        }
        else
        {
            finish();
        }
    }

    private MbimException Failure(in HostCompletion completion)
    {
        var name = Name(completion);
        return completion.Outcome switch
        {
            HostOutcome.Answered => new MbimStatusException(
                name, completion.Status, completion.DeviceServiceId, completion.Cid, completion.InformationBuffer.ToArray(), version),
            HostOutcome.FunctionError => new MbimProtocolErrorException(name, completion.ProtocolError, isFromFunction: true),
            HostOutcome.HostError => new MbimProtocolErrorException(name, completion.ProtocolError, isFromFunction: false),
            HostOutcome.Malformed => new MbimAnswerException(name, completion.FormatError),
            HostOutcome.TimedOut => new MbimTimeoutException(name, Timeout),
            _ => Session.Disconnected(name),
        };
    }
}
