namespace MbimClient.DeviceServices;

/// <summary>Who takes the events of a connection. Called by the reader, one call at a time, in the order of the wire; must not wait.</summary>
internal interface IMbnEventReceiver
{
    /// <summary>An event came.</summary>
    void Receive(MbnEvent item);

    /// <summary>No more events come.</summary>
    /// <param name="reason">Why; null when the user ended the connection.</param>
    void End(MbnException? reason);
}
