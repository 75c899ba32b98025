using MbimProtocol.Services.DssService;

namespace MbimEmulator.Sharing;

/// <summary>What the shared host knows of a request under way.</summary>
/// <param name="Purpose">The purpose of the request.</param>
/// <param name="Member">Whom it is for; null for the shared host itself.</param>
/// <param name="TransactionId">The guest's own transaction id.</param>
/// <param name="Echo">The information buffer that a successful answer brings to the guest instead of the function's.</param>
/// <param name="Dss">The device service stream that the command opens or closes.</param>
internal readonly record struct SharedRequest(
    SharedRequestPurpose Purpose, SharedHostMember? Member = null, uint TransactionId = 0, byte[]? Echo = null, SetDssConnect? Dss = null);
