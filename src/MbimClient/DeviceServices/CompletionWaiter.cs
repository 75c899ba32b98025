using MbimProtocol.Host;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>Waits for the completion of one request. An answer in parts is put together.</summary>
/// <param name="method">Names the request.</param>
/// <param name="interfaceId">The interface that it is about.</param>
/// <param name="work">The work as part of which the waiter goes on; null to go on in a thread of the pool.</param>
internal sealed class CompletionWaiter(string method, Guid interfaceId, IWorkQueue? work)
{
    private const int MaxAnswerLength = 16 * 1024 * 1024;

    private readonly TaskCompletionSource<MbnEvent> _source =
        new(work is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);

    private List<byte>? _parts;

    /// <summary>The interface that the request is about; when it is removed nothing will come any more.</summary>
    public Guid InterfaceId { get; } = interfaceId;

    public Task<MbnEvent> Task => _source.Task;

    /// <summary>Takes an event with the request's id; false while more must come.</summary>
    public bool Take(MbnEvent item)
    {
        if (item.Status.IsFailure())
        {
            Finish(source => source.TrySetException(new MbnException(method, item.Status) { WasAccepted = true }));
            return true;
        }

        if (_parts is null && !item.HasMore)
        {
            Finish(source => source.TrySetResult(item));
            return true;
        }

        _parts ??= [];
        _parts.AddRange(item.Data.AsSpan());
        if (_parts.Count > MaxAnswerLength)
        {
            Fail(new MbnException(method, HResult.OutOfMemory));
            return true;
        }

        if (!item.HasMore)
        {
            var whole = item with { Data = [.. _parts] };
            Finish(source => source.TrySetResult(whole));
        }

        return !item.HasMore;
    }

    public void Fail(MbnException exception) => Finish(source => source.TrySetException(exception.At(method)));

    private void Finish(Action<TaskCompletionSource<MbnEvent>> finish)
    {
        if (work is null)
        {
            finish(_source);
        }
        else
        {
            work.Queue(() => finish(_source));
        }
    }
}
