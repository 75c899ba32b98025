using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.MbnService;

/// <summary>A command to the modem under way.</summary>
/// <param name="end">What its end does, whether anybody waits or not.</param>
internal sealed class ModemOperation(OperationEnd end)
{
    /// <summary>The call that completes with it; null when none does, or it was completed early.</summary>
    public PendingCall? Call { get; set; }

    /// <summary>The modem has answered, or will not.</summary>
    public void End(HResult result, uint cid, ReadOnlySpan<byte> informationBuffer) => end(result, cid, informationBuffer);
}

/// <summary>What the end of a command to the modem does.</summary>
/// <param name="result">The HRESULT for the completion.</param>
/// <param name="cid">The CID of the answer.</param>
/// <param name="informationBuffer">The answer, when it succeeded; valid during the call.</param>
internal delegate void OperationEnd(HResult result, uint cid, ReadOnlySpan<byte> informationBuffer);
