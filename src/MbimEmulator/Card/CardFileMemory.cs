using MbimProtocol.Encoding;

namespace MbimEmulator.Card;

/// <summary>An elementary file that was written to.</summary>
/// <param name="Path">Its path, such as <c>usim/6f07</c>.</param>
/// <param name="Content">All that is in it.</param>
public readonly record struct CardFileMemory(string Path, MbimArray<byte> Content);
