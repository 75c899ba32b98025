namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>The transfers that wait on one endpoint, oldest first. Not thread-safe.</summary>
internal sealed class UsbPending
{
    private readonly List<UsbTransfer> _transfers = [];
    private int _head;

    /// <summary>How many wait.</summary>
    public int Count => _transfers.Count - _head;

    /// <summary>One more.</summary>
    public void Add(in UsbTransfer transfer)
    {
        if (_head > 0 && _transfers.Count == _transfers.Capacity)
        {
            _transfers.RemoveRange(0, _head);
            _head = 0;
        }

        _transfers.Add(transfer);
    }

    /// <summary>Takes the oldest; there is one.</summary>
    public UsbTransfer Take()
    {
        var transfer = _transfers[_head++];
        if (_head == _transfers.Count)
        {
            _transfers.Clear();
            _head = 0;
        }

        return transfer;
    }

    /// <summary>Takes the one with this id out; false when it is not among them.</summary>
    public bool Remove(ulong id)
    {
        for (var i = _head; i < _transfers.Count; i++)
        {
            if (_transfers[i].Id == id)
            {
                _transfers.RemoveAt(i);
                return true;
            }
        }

        return false;
    }
}
