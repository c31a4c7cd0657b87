"""A small internet of network namespaces with real servers, in which the probes are proved.

``namespaces`` makes and removes the network, ``address_plan`` gives out addresses, ``authority``
(NSD), ``resolvers`` (unbound) and ``web`` (nginx) write the configuration of the servers,
``faults`` breaks things (nft, tc), ``situations*`` are the table of what is broken and what has
to be said of it, ``prober`` runs the real probes inside a namespace, ``oracle`` judges the same
situation by Internet.nl's published logic, ``laboratory`` joins all of it.

Everything is declared before anything starts: each situation has names and addresses of its
own, so that all of them stand side by side and are probed at the same time.
"""
