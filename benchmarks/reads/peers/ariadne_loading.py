"""Knows what a request has in the ariadne peer: the catalogue and its DataLoaders, new for each request."""

from aiodataloader import DataLoader

from benchmarks.reads.peers.shared_catalogue import Catalogue


class Loaders:
    """Batches what the resolvers of one request ask for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.harbor = DataLoader(catalogue.harbors_by_id)
        self.pier = DataLoader(catalogue.piers_by_id)
        self.berth = DataLoader(catalogue.berths_by_id)
        self.piers = DataLoader(catalogue.piers_of_harbors)
        self.berths = DataLoader(catalogue.berths_of_piers)
        self.pier_count = DataLoader(catalogue.count_piers)
        self.berth_count = DataLoader(catalogue.count_berths_of_piers)
