using MbimEmulator.Links;
using MbimProtocol.Host;

namespace MbimEmulator.Sharing;

/// <summary>A guest's command that waits for its turn at the function.</summary>
/// <param name="Command">The queued command.</param>
/// <param name="InformationBuffer">A copy of its information buffer; unused for subscriptions, which are merged when they are sent.</param>
/// <param name="Request">What the shared host has to know at its end.</param>
internal readonly record struct QueuedCommand(HostCommand Command, Transfer InformationBuffer, SharedRequest Request);
