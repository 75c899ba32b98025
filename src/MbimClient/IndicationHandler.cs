using MbimProtocol.Messages;

namespace MbimClient;

/// <summary>Takes an INDICATE_STATUS, which is valid during the call.</summary>
internal delegate void IndicationHandler(in MbimMessage indication);
