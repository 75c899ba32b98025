using MbimProtocol.Services;

namespace MbimClient.DeviceServices;

/// <summary>Waits for the completion of one request. An answer in parts is put together.</summary>
internal sealed class CompletionWaiter(string method, Guid interfaceId)
{
    private const int MaxAnswerLength = 16 * 1024 * 1024;

    private readonly TaskCompletionSource<MbnEvent> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<byte>? _parts;

    /// <summary>The interface that the request is about; when it is removed nothing will come any more.</summary>
    public Guid InterfaceId { get; } = interfaceId;

    public Task<MbnEvent> Task => _source.Task;

    /// <summary>Takes an event with the request's id; false while more must come.</summary>
    public bool Take(MbnEvent item)
    {
        if (item.Status.IsFailure())
        {
            _source.TrySetException(new MbnException(method, item.Status) { WasAccepted = true });
            return true;
        }

        if (_parts is null && !item.HasMore)
        {
            _source.TrySetResult(item);
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
            _source.TrySetResult(item with { Data = [.. _parts] });
        }

        return !item.HasMore;
    }

    public void Fail(MbnException exception) => _source.TrySetException(exception.At(method));
}
